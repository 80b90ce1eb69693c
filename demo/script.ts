import type { Cast } from './cast.ts';
import type { Institutions } from './institutions.ts';
import type { Stage } from './stage.ts';

interface Scene {
  readonly daysAgo: number;
  readonly order: number;
  readonly play: () => Promise<void>;
}

/** What a thread of the story is told with. */
export interface Telling {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly funds: Institutions;
  /** Plans a scene so many days before the last day; a scene may plan later ones. */
  on(daysAgo: number, play: () => Promise<void>): void;
}

/** Threads of a year are told one beside the other: scenes are played in the order of their days. */
export class Script {
  readonly #scenes: Scene[] = [];
  #order = 0;

  on(daysAgo: number, play: () => Promise<void>): void {
    this.#order += 1;
    this.#scenes.push({ daysAgo, order: this.#order, play });
  }

  /** Plays every scene, the earliest day first. */
  async play(stage: Stage, progress: (done: number, all: number) => void): Promise<void> {
    let done = 0;
    while (this.#scenes.length > 0) {
      this.#scenes.sort((a, b) => b.daysAgo - a.daysAgo || a.order - b.order);
      const scene = this.#scenes.shift();
      if (scene === undefined) return;
      stage.at(scene.daysAgo, '09:30');
      await scene.play();
      done += 1;
      progress(done, done + this.#scenes.length);
    }
  }
}
