CREATE TABLE `attachment` (
	`hash` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`content` blob NOT NULL,
	`stored_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `declaration_attachment` (
	`declaration_id` integer NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`actor` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer,
	PRIMARY KEY(`declaration_id`, `hash`),
	FOREIGN KEY (`declaration_id`) REFERENCES `declaration`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hash`) REFERENCES `attachment`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `declaration_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`declaration_id` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`note` text,
	`content` text,
	`seq` integer NOT NULL,
	FOREIGN KEY (`declaration_id`) REFERENCES `declaration`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `declaration_event_of` ON `declaration_event` (`declaration_id`,`id`);--> statement-breakpoint
CREATE TABLE `declaration_value` (
	`declaration_id` integer NOT NULL,
	`fact` text NOT NULL,
	`value` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`declaration_id`, `fact`),
	FOREIGN KEY (`declaration_id`) REFERENCES `declaration`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `declaration` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`form` text NOT NULL,
	`period_from` text NOT NULL,
	`period_to` text NOT NULL,
	`revision` integer NOT NULL,
	`status` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `declaration_status` ON `declaration` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `declaration_form` ON `declaration` (`form`,`period_from`);--> statement-breakpoint
CREATE UNIQUE INDEX `declaration_key` ON `declaration` (`agency_id`,`form`,`period_from`,`revision`);--> statement-breakpoint
CREATE TABLE `endpoint_check` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`record_id` integer NOT NULL,
	`endpoint` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`http_status` integer,
	`duration_ms` integer,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`checks` integer NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `endpoint_check_of` ON `endpoint_check` (`record_id`,`endpoint`,`id`);--> statement-breakpoint
CREATE TABLE `reminder` (
	`key` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`agency_id` integer NOT NULL,
	`form` text NOT NULL,
	`period_from` text NOT NULL,
	`due_on` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reminder_agency` ON `reminder` (`agency_id`,`at`);--> statement-breakpoint
CREATE INDEX `reminder_at` ON `reminder` (`at`,`key`);--> statement-breakpoint
CREATE TABLE `catalogue` (
	`hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`content` text NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `contact` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`name` text NOT NULL,
	`title` text,
	`phone` text,
	`email` text,
	`purpose` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contact_agency` ON `contact` (`agency_id`);--> statement-breakpoint
CREATE TABLE `header_mapping` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`header` text NOT NULL,
	`field` text,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `header_mapping_key` ON `header_mapping` (`source`,`kind`,`header`);--> statement-breakpoint
CREATE TABLE `import_before` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`subject_id` integer NOT NULL,
	`before` text,
	FOREIGN KEY (`seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_before_seq` ON `import_before` (`seq`);--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`source` text NOT NULL,
	`file_hash` text,
	`seq` integer NOT NULL,
	`scope` text,
	`tally` text NOT NULL,
	`undone_seq` integer,
	FOREIGN KEY (`seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_run_seq_unique` ON `import_run` (`seq`);--> statement-breakpoint
CREATE TABLE `record_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`record_id` integer NOT NULL,
	`known_seq` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`retracted` integer NOT NULL,
	`agency_id` integer,
	`data` text NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`known_seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `record_version_record` ON `record_version` (`record_id`,`known_seq`);--> statement-breakpoint
CREATE TABLE `record` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `record_kind_code` ON `record` (`kind`,`code`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_fact` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` integer NOT NULL,
	`fact` text NOT NULL,
	`dimensions` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`value` text,
	`basis` text,
	`qualifier` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`known_seq` integer NOT NULL,
	`evidence` text,
	FOREIGN KEY (`known_seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_fact`("id", "subject_kind", "subject_id", "fact", "dimensions", "kind", "source", "value", "basis", "qualifier", "valid_from", "valid_to", "known_seq", "evidence") SELECT "id", 'agency', "agency_id", "fact", '', "kind", "source", "value", null, null, "valid_from", "valid_to", "known_seq", "evidence" FROM `fact`;--> statement-breakpoint
DROP TABLE `fact`;--> statement-breakpoint
ALTER TABLE `__new_fact` RENAME TO `fact`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `fact_key` ON `fact` (`subject_kind`,`subject_id`,`fact`,`kind`,`source`,`dimensions`,`valid_from`,`valid_to`,`known_seq`);
--> statement-breakpoint
CREATE TRIGGER fact_keeps_versions BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'fact versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER fact_keeps_rows BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'fact versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER record_version_keeps_versions BEFORE UPDATE ON record_version BEGIN SELECT RAISE(ABORT, 'record versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER record_version_keeps_rows BEFORE DELETE ON record_version BEGIN SELECT RAISE(ABORT, 'record versions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER declaration_event_keeps_versions BEFORE UPDATE ON declaration_event BEGIN SELECT RAISE(ABORT, 'declaration events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER declaration_event_keeps_rows BEFORE DELETE ON declaration_event BEGIN SELECT RAISE(ABORT, 'declaration events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER catalogue_keeps_versions BEFORE UPDATE ON catalogue BEGIN SELECT RAISE(ABORT, 'catalogues are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER catalogue_keeps_rows BEFORE DELETE ON catalogue BEGIN SELECT RAISE(ABORT, 'catalogues are append-only'); END;
