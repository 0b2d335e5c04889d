import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { listKindsOf } from '../../inventory/import-lists.ts';
import { exportKinds } from '../../report/export-tables.ts';
import { templateBook } from '../../report/export-template.ts';
import { agencyNames } from '../agency-names.ts';
import { answers } from '../answers.ts';
import { fileTypes } from '../attachment.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';
import { answerBook, EVERYTHING, listKey } from './exports.ts';

const templateRoute = route('look', {
  method: 'get',
  path: '/templates/{file}',
  tags: ['exports'],
  summary: 'Tệp mẫu để điền / an empty sheet to fill in',
  description:
    'A workbook with drop-downs, locked headers and a guide, for one list (`wan-links.xlsx`) or for `all.xlsx`.',
  request: {
    params: z.strictObject({
      file: z.string().regex(/^[a-z_-]{1,60}\.xlsx$/, 'cần tên như wan-links.xlsx / needs a name like wan-links.xlsx'),
    }),
  },
  responses: {
    ...answers('', z.never()),
    200: {
      description: 'The workbook',
      content: { [fileTypes.xlsx]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
});

/** Empty sheets to be filled in and imported. */
export function templateRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(templateRoute, async (c) => {
    const segment = c.req.valid('param').file.replace(/\.xlsx$/, '');
    const { catalogues, read } = doors;
    const kinds = segment === EVERYTHING ? exportKinds(catalogues) : [listKey(doors, segment)];
    const agencies = agencyNames(read, c.get('caller').scope, doors.now()).today.map(({ code }) => code);
    const list = listKindsOf(catalogues).find((one) => one.kind === kinds[0]);
    const name = segment === EVERYTHING ? 'Hạ tầng' : (list?.nameVi ?? segment);
    return answerBook(c, doors, `Mẫu ${name}`, templateBook(catalogues, { kinds, agencies }));
  });
}
