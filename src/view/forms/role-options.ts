import type { Role } from "../../domain/role.ts";
import type { Reader } from "../reader.ts";
import type { Option } from "../view.ts";

/** The quickstart's table of roles, as something to choose from. */
export const roleOptions = ({ strings }: Reader, roles: readonly Role[]): Option[] =>
  roles.map((value) => ({
    value,
    label: strings.roles[value],
    description: strings.rolePermissions[value],
  }));
