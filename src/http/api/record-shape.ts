import { z } from '@hono/zod-openapi';
import { canonicalUrl } from '../../inventory/import-record.ts';
import type { Field, KindOfRecord } from '../../inventory/record-catalogue.ts';
import { addressParams } from '../record-address.ts';
import type { RecordView } from '../record-view.ts';
import { agencyCode, allOptional, civilDate, line } from '../schemas.ts';

const MONEY_MAX = 1_000_000_000_000_000;
const LIST_MAX = 200;

/** How records of a kind are named, asked for and told over REST: made from its fields, the installation's own included. */
export function recordShape(kind: KindOfRecord) {
  const name = kind.kind.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const fields = kind.fields.map((field) => ({ field, schema: fieldSchema(field) }));
  const free = fields.filter(({ field }) => !kind.key.includes(field.key));
  return {
    params: z.strictObject(Object.fromEntries(addressParams(kind).map((param) => [param, line(160)]))),
    told: z
      .object({
        code: z.string().openapi({ description: 'Key fields joined by "/".' }),
        agency: z.string().nullable().openapi({ description: 'Whose it is; null = the province’s own.' }),
        values: z
          .object(Object.fromEntries(fields.map(({ field, schema }) => [field.key, schema.exactOptional()])))
          .openapi({ required: [] }),
        deviceIds: z
          .record(z.string(), z.union([z.string(), z.array(z.string()).readonly()]))
          .openapi({ description: 'Ids of the devices that are named in `values`, by field.' }),
        validFrom: z.string(),
        validTo: z.string().nullable(),
        version: z.number(),
      })
      .openapi(name),
    made: z
      .strictObject({
        values: z
          .strictObject(
            Object.fromEntries(
              fields.map(({ field, schema }) => [field.key, field.required ? schema : schema.exactOptional()]),
            ),
          )
          .openapi({ required: kind.fields.filter((field) => field.required).map((field) => field.key) }),
        validFrom: civilDate.nullable().default(null),
        validTo: civilDate.nullable().default(null),
      })
      .openapi(`New${name}`),
    patch: z
      .strictObject({
        values: z
          .strictObject(
            Object.fromEntries(free.map(({ field, schema }) => [field.key, schema.nullable().exactOptional()])),
          )
          .openapi({ required: [], description: 'What is not given stays, null clears.' }),
        from: civilDate
          .nullable()
          .default(null)
          .openapi({ description: 'From when it holds; null corrects all of it.' }),
      })
      .openapi(`${name}Patch`, { ...allOptional, required: ['values'] }),
  };
}

/** A record as the API tells it. */
export function tellRecord({ record, code, agency, values, deviceIds }: RecordView) {
  const { validFrom, validTo, knownSeq: version } = record;
  return { code, agency, values: { ...values }, deviceIds: { ...deviceIds }, validFrom, validTo, version };
}

const deviceRef = z
  .string()
  .normalize('NFC')
  .trim()
  .regex(
    /^([1-9]\d{0,14}|[^/]+\/[^/]+)$/,
    'cần MÃ-CƠ-QUAN/tên hoặc mã thiết bị / needs AGENCY/name or the id of a device',
  )
  .openapi({ type: 'string', example: 'H26.12/wan-router' });

const url = z
  .string()
  .max(2_000)
  .transform((text, context): string => {
    const one = canonicalUrl(text.trim());
    if (one !== null) return one;
    const message = 'cần địa chỉ http://, https:// hoặc tcp://máy:cổng / needs http://, https:// or tcp://host:port';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .openapi({ type: 'string', format: 'uri' });

function fieldSchema(field: Field) {
  return shapeOf(field).openapi({ title: field.nameVi, description: `${field.nameVi} / ${field.nameEn}` });
}

function shapeOf(field: Field) {
  switch (field.type) {
    case 'text':
      return line(field.max);
    case 'code':
    case 'agency':
      return agencyCode;
    case 'record':
      return line(160);
    case 'choice':
      return z.enum(field.choices.map(({ key }) => key));
    case 'count':
      return z.int().min(field.min).max(field.max);
    case 'money':
      return z.int().min(0).max(MONEY_MAX);
    case 'number':
      return z.number().min(field.min).max(field.max);
    case 'ratio':
      return z.number().min(0).max(1);
    case 'date':
      return civilDate;
    case 'flag':
      return z.boolean();
    case 'url':
      return url;
    case 'urls':
      return z.array(url).max(LIST_MAX).readonly();
    case 'device':
      return deviceRef;
    case 'devices':
      return z.array(deviceRef).max(LIST_MAX).readonly();
  }
}
