import type { Person } from "../snapshot.ts";
import { refresh } from "./api.ts";
import { Avatar } from "./avatar.tsx";
import { timeOf } from "./dates.ts";
import { go, useSnapshot } from "./store.ts";

export function become(person: Person): void {
  go({ as: person.id });
  void refresh();
}

export function firstName(person: Person): string {
  return person.name.split(" ")[0] ?? person.name;
}

/** Who one is: everybody in the made-up company, one click each. */
export function People() {
  const { people, me, now } = useSnapshot();
  return (
    <nav class="people" aria-label="Act as">
      {people.map((person) => {
        const time = timeOf(now, { timezone: person.timezone, locale: me.locale });
        return (
          <button
            key={person.id}
            type="button"
            class="person column"
            aria-current={person.id === me.id ? "true" : undefined}
            title={`${person.name}: ${person.title}`}
            onClick={() => become(person)}
          >
            <Avatar person={person} />
            <span class="person-name ellipsis">
              {firstName(person)}
              <span class="hidden">{person.name.slice(firstName(person).length)},</span>
            </span>
            <span>{person.kind}</span>
            <span>{time}</span>
          </button>
        );
      })}
    </nav>
  );
}
