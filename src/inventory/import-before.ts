import { z } from 'zod';
import { lifecycles, reachabilities, roles } from './device.ts';

/** What is kept of a device before an import changes it. */
export const deviceBeforeSchema = z.strictObject({
  agencyId: z.number(),
  name: z.string(),
  role: z.enum(roles),
  address: z.string(),
  snmpPort: z.number(),
  tcpPort: z.number().nullable(),
  credentialId: z.number().nullable(),
  reachability: z.enum(reachabilities),
  lifecycle: z.enum(lifecycles),
});

/** What is kept of a focal point before an import changes it. */
export const contactBeforeSchema = z.strictObject({
  agencyId: z.number(),
  name: z.string(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  purpose: z.string(),
});
