import { z } from 'zod';
import type { Boarded, Boarding, Learned, SharedEntries, SharedEntry } from '../cache/shared-entries.ts';
import type { CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import type { ChangeHint } from '../domain/notification.ts';
import { PRIORITIES, type Priority } from '../domain/priority.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { AccountSeal } from './account-seal.ts';
import type { Channels } from './channels.ts';
import { BOARD, boardReply, FLIGHT_MS, FLY, FORGET, LAND, LONGEST_VALUE } from './entry-scripts.ts';
import type { Run } from './link.ts';
import { readOutcome, writeOutcome } from './shared-outcome.ts';

export interface RedisEntriesParts {
  readonly clock: Clock;
  readonly run: Run;
  readonly prefix: string;
  readonly member: string;
  readonly seal: AccountSeal;
  /** Records of accounts that are set up otherwise are others. */
  readonly settings: string;
  readonly channels: Channels;
  /** Takes what is to be done when the account is left. */
  readonly onLeave: (end: () => void) => void;
}

interface Flight {
  readonly asker: string;
  /** Of the payment, when it was asked. */
  readonly generation: number;
  readonly priority: () => Priority;
}

/** Who waits looks again by itself so often: whoever asks may have died, and messages may be lost. */
const LOOK_AGAIN_MS = 500;

const transactionKey = z.strictObject({
  provider: z.string(),
  account: z.string(),
  kind: z.string(),
  value: z.string(),
});

const changeNotice = z.strictObject({
  hint: z.strictObject({ key: transactionKey.nullable(), recordId: z.string().nullable() }),
  forgotten: z.array(transactionKey).max(100),
});

/** What all gateways know of one account's payments, in Redis: sealed, under names that say nothing. */
export class RedisEntries implements SharedEntries {
  readonly #parts: RedisEntriesParts;
  #asked = 0;

  constructor(parts: RedisEntriesParts) {
    this.#parts = parts;
  }

  /** Without Redis the gateway asks by itself. */
  async board(key: TransactionKey, boarding: Boarding): Promise<Boarded> {
    const { clock } = this.#parts;
    const began = clock.monotonic();
    const patience = (boarding.deadline - began) / 2;
    // What was learned after somebody began to wait for it is as new as an answer of its own.
    const isUseful = (entry: SharedEntry) => boarding.isUseful(entry) || entry.age < clock.monotonic() - began;
    try {
      for (;;) {
        const boarded = await this.#tryToBoard(key, { ...boarding, isUseful });
        if (boarded !== null) return boarded;
        if (boarding.signal.aborted || clock.monotonic() - began >= patience) break;
        await this.#untilLanded(this.#name(key), Math.min(LOOK_AGAIN_MS, patience), boarding.signal);
      }
    } catch {
      // Redis is away.
    }
    return { kind: 'ASK', land: () => {} };
  }

  forget(keys: readonly TransactionKey[], hint: ChangeHint | null): void {
    const { run, seal, channels } = this.#parts;
    for (const key of keys) {
      const name = this.#name(key);
      run(FORGET, this.#keys(name), [channels.nameOf('landed'), name]).catch(() => {});
    }
    if (hint === null) return;
    const name = seal.name('changes');
    channels.send('changes', `${name} ${seal.seal(name, JSON.stringify({ hint, forgotten: keys }))}`);
  }

  onChange(listener: (hint: ChangeHint, forgotten: readonly TransactionKey[]) => void): void {
    const { seal, channels, onLeave } = this.#parts;
    const unlisten = channels.listen('changes', (message) => {
      const [name = '', sealed = ''] = message.split(' ');
      if (name !== seal.name('changes')) return;
      const notice = readNotice(seal.unseal(name, sealed));
      if (notice !== undefined) listener(notice.hint, notice.forgotten);
    });
    onLeave(unlisten);
  }

  /** Null while another gateway asks. */
  async #tryToBoard(key: TransactionKey, boarding: Boarding): Promise<Boarded | null> {
    const { run, member } = this.#parts;
    const name = this.#name(key);
    this.#asked += 1;
    const asker = `${member}/${this.#asked}`;
    const urgency = PRIORITIES.indexOf(boarding.priority());
    const ask = async (mode: 0 | 1) => boardReply.parse(await run(BOARD, this.#keys(name), [asker, urgency, mode]));
    let reply = await ask(0);
    const entry = reply.value === '' ? null : this.#read(key, reply);
    if (entry !== null && boarding.isUseful(entry)) return { kind: 'KNOWN', entry };
    if (reply.value !== '') reply = await ask(1);
    if (!reply.asks) return null;
    return { kind: 'ASK', land: this.#fly(key, { asker, generation: reply.generation, priority: boarding.priority }) };
  }

  #read(key: TransactionKey, { value, leftMs }: { value: string; leftMs: number }): SharedEntry | null {
    const { seal, clock } = this.#parts;
    const text = seal.unseal(this.#name(key), value);
    const read = text === null ? null : readOutcome(text, key);
    if (read === null || leftMs < 0) return null;
    const { outcome, fetchedAt, keepMs } = read;
    // Redis counts down on one clock for all; that of whoever wrote it keeps an old value from being passed off as new.
    return { outcome, fetchedAt, age: Math.max(0, keepMs - leftMs, clock.now() - fetchedAt) };
  }

  /** Says again and again that this gateway asks, until it has landed. */
  #fly(key: TransactionKey, { asker, generation, priority }: Flight): (learned: Learned | null) => void {
    const { run, clock, seal, channels } = this.#parts;
    const name = this.#name(key);
    const keys = this.#keys(name);
    let cancelTimer = () => {};
    const stay = () => {
      cancelTimer = clock.after(FLIGHT_MS / 3, () => {
        run(FLY, [keys[1]], [asker, PRIORITIES.indexOf(priority())]).catch(() => {});
        stay();
      });
    };
    stay();
    return (learned) => {
      cancelTimer();
      const sealed = learned === null || learned.keepMs < 1 ? '' : seal.seal(name, writeOutcome(learned));
      const value = sealed.length > LONGEST_VALUE ? '' : sealed;
      const keepMs = Math.max(1, Math.floor(learned?.keepMs ?? 1));
      run(LAND, keys, [asker, generation, value, keepMs, channels.nameOf('landed'), name]).catch(() => {});
    };
  }

  #untilLanded(name: string, longestMs: number, signal: CancelSignal): Promise<void> {
    const { clock, channels } = this.#parts;
    return new Promise((resolve) => {
      const end = () => {
        cancelTimer();
        leave();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancelTimer = clock.after(longestMs, end);
      const leave = channels.landings.wait(name, end);
      signal.addEventListener('abort', end, { once: true });
    });
  }

  #name(key: TransactionKey): string {
    return this.#parts.seal.name('record', this.#parts.settings, keyText(key));
  }

  #keys(name: string): readonly [entry: string, flight: string, generation: string] {
    const common = `${this.#parts.prefix}:{${name}}`;
    return [`${common}:entry`, `${common}:flight`, `${common}:generation`];
  }
}

function readNotice(text: string | null): z.output<typeof changeNotice> | undefined {
  try {
    return text === null ? undefined : changeNotice.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
