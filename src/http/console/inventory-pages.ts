import { Hono } from 'hono';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { administrativePages } from './administrative-pages.ts';
import { agencyPages } from './agency-pages.ts';
import { contactPages } from './contact-pages.ts';
import { importPages } from './import-pages.ts';
import { recordPages } from './record-pages.ts';

/** The pages about what exists: agencies, their records and focal points, administrative units, and files of them. */
export function inventoryPages(doors: HttpDoors): Hono<HttpEnv> {
  return new Hono<HttpEnv>()
    .route('/', agencyPages(doors))
    .route('/', recordPages(doors))
    .route('/', administrativePages(doors))
    .route('/', contactPages(doors))
    .route('/', importPages(doors));
}
