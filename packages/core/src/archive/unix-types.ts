// What kind of thing does a Unix mode name?

export const TYPE_BITS = 0o170000;
export const REGULAR_TYPE = 0o100000;
export const DIRECTORY_TYPE = 0o040000;
export const LINK_TYPE = 0o120000;
