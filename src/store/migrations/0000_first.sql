CREATE TABLE `account` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`full_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled` text,
	`password_hash` text,
	`oidc_subject` text,
	`failures` integer NOT NULL,
	`locked_until` integer,
	`last_used_at` integer NOT NULL,
	`totp_sealed` text,
	`totp_key_id` text,
	`totp_confirmed_at` integer,
	`totp_last_step` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_name_unique` ON `account` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_oidc_subject_unique` ON `account` (`oidc_subject`);--> statement-breakpoint
CREATE TABLE `agency` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agency_code_unique` ON `agency` (`code`);--> statement-breakpoint
CREATE TABLE `agency_version` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`known_seq` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`retracted` integer NOT NULL,
	`name` text NOT NULL,
	`block` text NOT NULL,
	`parent_id` integer,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`known_seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agency_version_agency` ON `agency_version` (`agency_id`,`known_seq`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`seq` integer NOT NULL,
	`detail` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject_kind`,`subject_id`);--> statement-breakpoint
CREATE TABLE `command_log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`request_hash` text NOT NULL,
	`result` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `commit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commit_log_at` ON `commit_log` (`at`);--> statement-breakpoint
CREATE TABLE `credential` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`version` text NOT NULL,
	`key_id` text NOT NULL,
	`sealed` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credential_name_unique` ON `credential` (`name`);--> statement-breakpoint
CREATE TABLE `device_parent` (
	`device_id` integer NOT NULL,
	`parent_id` integer NOT NULL,
	PRIMARY KEY(`device_id`, `parent_id`),
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `device_parent_of` ON `device_parent` (`parent_id`);--> statement-breakpoint
CREATE TABLE `device_reading` (
	`device_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`sys_descr` text,
	`sys_object_id` text,
	`uptime_ticks` integer,
	`sys_contact` text,
	`sys_name` text,
	`sys_location` text,
	`engine_boots` integer,
	`partial` integer NOT NULL,
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `device` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`address` text NOT NULL,
	`snmp_port` integer NOT NULL,
	`tcp_port` integer,
	`credential_id` integer,
	`reachability` text NOT NULL,
	`lifecycle` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_seq` integer NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`credential_id`) REFERENCES `credential`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_agency_name` ON `device` (`agency_id`,`name`);--> statement-breakpoint
CREATE TABLE `fact` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`fact` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`value` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`known_seq` integer NOT NULL,
	`evidence` text,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`known_seq`) REFERENCES `commit_log`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fact_key` ON `fact` (`agency_id`,`fact`,`kind`,`source`,`valid_from`,`valid_to`,`known_seq`);--> statement-breakpoint
CREATE TABLE `gap` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`device_id` integer NOT NULL,
	`probe` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `gap_target` ON `gap` (`device_id`,`probe`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `gap_open` ON `gap` (`device_id`,`probe`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `interface` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`device_id` integer NOT NULL,
	`if_index` integer NOT NULL,
	`if_name` text,
	`if_descr` text,
	`if_alias` text,
	`if_type` integer,
	`if_phys_address` text,
	`if_admin_status` integer,
	`if_oper_status` integer,
	`speed_bps` integer,
	`counter_bits` integer,
	`in_octets` text,
	`out_octets` text,
	`in_errors` text,
	`out_errors` text,
	`in_discards` text,
	`out_discards` text,
	`discontinuity_ticks` integer,
	`uptime_ticks` integer,
	`engine_boots` integer,
	`read_at` integer NOT NULL,
	`in_bps` real,
	`out_bps` real,
	`rate_dropped` text,
	`first_seen_at` integer NOT NULL,
	`gone_at` integer,
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `interface_device` ON `interface` (`device_id`);--> statement-breakpoint
CREATE TABLE `job_run` (
	`job` text NOT NULL,
	`due_at` integer NOT NULL,
	`finished_at` integer NOT NULL,
	PRIMARY KEY(`job`, `due_at`)
);
--> statement-breakpoint
CREATE TABLE `observation` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`device_id` integer NOT NULL,
	`probe` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`purpose` text NOT NULL,
	`rtt_ms` real,
	`echo_sent` integer,
	`echo_received` integer,
	`rtt_ms_min` real,
	`rtt_ms_mean` real,
	`rtt_ms_max` real,
	`jitter_ms` real
);
--> statement-breakpoint
CREATE INDEX `observation_target` ON `observation` (`device_id`,`probe`,`at`);--> statement-breakpoint
CREATE INDEX `observation_at` ON `observation` (`at`);--> statement-breakpoint
CREATE TABLE `outage` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`device_id` integer NOT NULL,
	`probe` text NOT NULL,
	`cause` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`last_good_at` integer,
	`first_bad_at` integer NOT NULL,
	`confirmed_at` integer NOT NULL,
	`root_outage_id` integer,
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`root_outage_id`) REFERENCES `outage`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `outage_target` ON `outage` (`device_id`,`probe`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `outage_open` ON `outage` (`device_id`,`probe`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `poller_epoch` (
	`epoch` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`poller` text NOT NULL,
	`started_at` integer NOT NULL,
	`heartbeat_at` integer NOT NULL,
	`sequence` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `prefix` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`agency_id` integer NOT NULL,
	`cidr` text NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prefix_cidr_unique` ON `prefix` (`cidr`);--> statement-breakpoint
CREATE TABLE `processor` (
	`device_id` integer NOT NULL,
	`hr_device_index` integer NOT NULL,
	`load_percent` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`device_id`, `hr_device_index`),
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`account_id` integer NOT NULL,
	`hash` text NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`account_id`, `hash`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `role_grant` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`role` text NOT NULL,
	`agency_id` integer,
	`from_provider` integer NOT NULL,
	`granted_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `role_grant_account` ON `role_grant` (`account_id`);--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`sealed` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `session` (
	`hash` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `session_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE TABLE `setup_link` (
	`hash` text PRIMARY KEY NOT NULL,
	`account_id` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `state_change` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`device_id` integer NOT NULL,
	`probe` text NOT NULL,
	`at` integer NOT NULL,
	`decided_at` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `state_change_target` ON `state_change` (`device_id`,`probe`,`at`);--> statement-breakpoint
CREATE TABLE `storage` (
	`device_id` integer NOT NULL,
	`hr_storage_index` integer NOT NULL,
	`hr_storage_type` text,
	`hr_storage_descr` text,
	`size_bytes` integer,
	`used_bytes` integer,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`device_id`, `hr_storage_index`),
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `target_state` (
	`device_id` integer NOT NULL,
	`probe` text NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`last_observed_at` integer,
	`last_good_at` integer,
	`first_miss_at` integer,
	`misses` integer NOT NULL,
	`interval_ms` integer NOT NULL,
	`reason` text,
	`observation_id` integer,
	PRIMARY KEY(`device_id`, `probe`),
	FOREIGN KEY (`device_id`) REFERENCES `device`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `token` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`agency_id` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`cidrs` text NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`agency_id`) REFERENCES `agency`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_prefix_unique` ON `token` (`prefix`);