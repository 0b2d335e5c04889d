import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columns, scalars } from '../../src/probe/oid.ts';
import { cutRequests, varbindRoom } from '../../src/probe/snmp-size.ts';

it('a request has at most 45 varbinds, and every OID is asked once in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(columns), ...Object.values(scalars))), (oids) => {
      const requests = cutRequests(oids);
      expect(requests.flat()).toEqual(oids);
      for (const request of requests) expect(request.length).toBeLessThanOrEqual(45);
    }),
  );
});

it('text takes more room than numbers, and the system group fits one request', () => {
  expect(varbindRoom([columns.ifDescr])).toBeLessThan(varbindRoom([columns.ifType]));
  expect(varbindRoom([columns.ifType])).toBe(45);
  expect(cutRequests(Object.values(scalars))).toHaveLength(1);
});
