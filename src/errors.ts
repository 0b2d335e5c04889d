/**
 * One thing wrong with what a caller sent: where it stands (`path` in a document; `file`, `sheet`, `row` and `cell`, such as
 * `C12`, in a sheet) and what to do about it.
 */
export type Problem = {
  readonly path?: string;
  readonly file?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
  readonly cell?: string;
  readonly message: string;
};

/** The caller asked wrongly. `code` is stable and is what programs rely on; `problems` lists every fault at once. */
export class AppError extends Error {
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(code: string, detail: string, problems: readonly Problem[] = []) {
    super(detail);
    this.name = new.target.name;
    this.code = code;
    this.problems = problems;
  }
}

/** What was sent does not fit its form. */
export class InvalidError extends AppError {
  constructor(detail: string, problems: readonly Problem[] = []) {
    super('invalid', detail, problems);
  }
}

/** The thing named does not exist, or the caller may not know that it does. */
export class NotFoundError extends AppError {
  constructor(detail: string) {
    super('not-found', detail);
  }
}

/** What was asked clashes with what is stored (a code taken, an id reused for another request). */
export class ConflictError extends AppError {
  constructor(detail: string, problems: readonly Problem[] = []) {
    super('conflict', detail, problems);
  }
}

/** The caller changed a version of the thing that is not the newest (If-Match). */
export class StaleError extends AppError {
  constructor(detail: string) {
    super('stale', detail);
  }
}

/** No or wrong credentials. */
export class UnauthenticatedError extends AppError {
  constructor(detail: string) {
    super('unauthenticated', detail);
  }
}

/** Known caller, not allowed. */
export class ForbiddenError extends AppError {
  constructor(detail: string) {
    super('forbidden', detail);
  }
}

/** Configuration or usage is wrong: exit code 2. */
export class ConfigurationError extends AppError {
  constructor(detail: string, problems: readonly Problem[] = []) {
    super('configuration', detail, problems);
  }
}

/** Stored data is damaged: exit code 3. */
export class DamagedError extends AppError {
  constructor(detail: string) {
    super('damaged', detail);
  }
}

/** The database has a schema this program does not know: exit code 4. */
export class SchemaError extends AppError {
  constructor(detail: string) {
    super('schema', detail);
  }
}

/** Another process holds the data directory: exit code 5. */
export class LockedError extends AppError {
  constructor(detail: string) {
    super('locked', detail);
  }
}
