import type { Person } from "../../snapshot.ts";
import { refresh } from "../api.ts";
import { Avatar } from "../parts/icons.tsx";
import { go, useSnapshot } from "../store.ts";
import { timeOf } from "../text/dates.ts";

export function become(person: Person): void {
  go({ as: person.id });
  void refresh();
}

export const firstName = ({ name }: Person): string => name.split(" ")[0] ?? name;

/** Who one is: everybody in the made-up company, one click each. */
export function People() {
  const { people, me, now } = useSnapshot();
  return (
    <nav class="people" aria-label="Act as">
      {people.map((person) => (
        <button
          key={person.id}
          type="button"
          class="person column"
          aria-current={person.id === me.id ? "true" : undefined}
          title={`${person.name}: ${person.title}`}
          onClick={() => become(person)}
        >
          <Avatar {...person} />
          <strong class="ellipsis">
            {firstName(person)}
            <span class="hidden">{person.name.slice(firstName(person).length)},</span>
          </strong>
          <span>{person.kind}</span>
          <span>{timeOf(now, { timezone: person.timezone, locale: me.locale })}</span>
        </button>
      ))}
    </nav>
  );
}
