import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Text models: every training with its figures and weights, and which of them is in force. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table text_model (
      number integer primary key check (number > 0),
      state text not null check (state in ('training', 'ready', 'failed')),
      source text not null,
      started_by text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      examples integer,
      said_from timestamptz,
      said_until timestamptz,
      figures jsonb,
      problem text,
      weights bytea,
      check (state <> 'ready' or (figures is not null and weights is not null)),
      check (octet_length(weights) <= 31457280)
    );
    comment on table text_model is 'Carries no area: a model holds numbers and class codes, no sentence of anybody. Weights are null for trainings that failed.';
    alter table text_model alter column weights set storage external;
    create unique index text_model_one_training on text_model (state) where state = 'training';

    create table text_model_use (
      id bigint generated always as identity primary key,
      number integer references text_model (number),
      is_forced boolean not null,
      by_name text not null,
      at timestamptz not null
    );
    comment on table text_model_use is 'Which model was switched on when, by whom; the newest row counts, number null: none. Carries no area.';
    create trigger text_model_use_append_only before update or delete on text_model_use for each row execute function refuse_rewrite();
    revoke update, delete, truncate on text_model_use from yihu_app;
    create trigger text_model_use_revised after insert on text_model_use
      for each statement execute function yihu_revise('text_model');
  `.execute(db)
}
