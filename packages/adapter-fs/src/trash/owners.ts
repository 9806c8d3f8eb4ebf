// How do those who remove things of one owner from the trash act one after the other?
import { Turns } from "@mayfly/core";

/** By the path that all things of an owner begin with. Two who removed one thing at once would count it in halves. */
export const owners = new Turns();
