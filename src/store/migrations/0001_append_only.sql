CREATE TRIGGER fact_keeps_versions BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'fact versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER fact_keeps_rows BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'fact versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER agency_version_keeps_versions BEFORE UPDATE ON agency_version BEGIN SELECT RAISE(ABORT, 'agency versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER agency_version_keeps_rows BEFORE DELETE ON agency_version BEGIN SELECT RAISE(ABORT, 'agency versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER commit_log_keeps_versions BEFORE UPDATE ON commit_log BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER commit_log_keeps_rows BEFORE DELETE ON commit_log BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_keeps_versions BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;
