import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { AddTask, roles } from '#modules/tasks';
import { blank, choice, day, text } from '#platform/input';
import type { Role } from '#platform/scope';
import { type Area, areas, ticks } from './schema.ts';

/** What a role is there for, as the space wrote it; version 0 is the template that holds until it does (F046, F047). */
export interface Charter {
  readonly role: Role;
  readonly version: number;
  /** Tasks are given to the role within these. */
  readonly areas: readonly Area[];
  /** In the words of the space; empty in the template, whose words are the program's. */
  readonly text: string;
  /** Null: from the first day. */
  readonly inForceFrom: LocalDate | null;
  readonly reason: string;
  readonly writtenBy: string | null;
}

export const WriteCharter = z.object({
  role: choice(roles),
  text: text(2000, 'bodies.charter_text_missing'),
  areas: ticks.optional(),
  inForceFrom: day(),
  reason: text(300, 'bodies.charter_reason_missing'),
});

/** A task by hand with the area it falls in; an errand is nobody's office. */
export const GiveTask = AddTask.extend({ area: blank(choice([...areas, 'errand'])) });
