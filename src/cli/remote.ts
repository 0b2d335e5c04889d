import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Submit } from '../command/command.ts';
import { commandResultSchema } from '../command/run.ts';
import { AppError } from '../errors.ts';

const problemSchema = z.object({
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  cell: z.string().optional(),
  path: z.string().optional(),
  message: z.string(),
});
const refusalSchema = z.object({ code: z.string(), detail: z.string(), problems: z.array(problemSchema) });

/** Sends commands to the service that runs on this machine, over its socket; `nobody` is thrown when none listens there. */
export function remoteSubmit(socketPath: string, nobody: AppError): Submit {
  return async ({ id, actor, command }) => {
    const { status, body } = await post(socketPath, { id, user: actor.name, command }, nobody);
    if (status === 200) return commandResultSchema.parse(body);
    const { code, detail, problems } = refusalSchema.parse(body);
    throw new AppError(code, detail, problems.map(withoutUndefined));
  };
}

type Answer = { readonly status: number; readonly body: unknown };

function post(socketPath: string, value: unknown, nobody: AppError): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request({ socketPath, path: '/commands', method: 'POST', headers }, (response) => {
      text(response)
        .then((body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) }))
        .catch(reject);
    });
    sent.on('error', (error) => reject(isNobody(error) ? nobody : error));
    sent.end(JSON.stringify(value));
  });
}

/** A socket without a listener is what a service that was killed leaves behind. */
function isNobody(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT');
}

function withoutUndefined({ file, sheet, row, column, cell, path, message }: z.output<typeof problemSchema>) {
  return {
    ...(file === undefined ? {} : { file }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
    ...(cell === undefined ? {} : { cell }),
    ...(path === undefined ? {} : { path }),
    message,
  };
}
