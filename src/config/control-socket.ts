import { lstatSync, mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A place for the socket by which the command line reaches the running service; `remove` takes away what stands there. */
export type ControlSocket = { readonly path: string; remove(): void };

/**
 * Clears what an earlier service left behind and says where to listen: in the data directory, or, where that path is too
 * long for a socket, in a folder of its own that a link in the data directory names.
 */
export function makeControlSocket(dataFolder: string): ControlSocket {
  const file = path.join(dataFolder, NAME);
  clear(file);
  if (Buffer.byteLength(file) <= LONGEST_PATH) return { path: file, remove: () => clear(file) };
  const short = path.join(mkdtempSync(path.join(tmpdir(), FOLDER)), NAME);
  symlinkSync(short, file);
  return { path: short, remove: () => clear(file) };
}

/** Where the running service listens; null when there is no socket. */
export function findControlSocket(dataFolder: string): string | null {
  try {
    return realpathSync(path.join(dataFolder, NAME));
  } catch {
    return null;
  }
}

const NAME = 'control.sock';
const FOLDER = 'hatang-';
// The kernel takes 107 bytes (unix(7)); some systems fewer.
const LONGEST_PATH = 100;

function clear(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const folder = path.dirname(readlinkSync(file));
    if (path.dirname(folder) === tmpdir() && path.basename(folder).startsWith(FOLDER)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  rmSync(file, { force: true });
}
