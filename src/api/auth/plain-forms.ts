/** What somebody entered, by the names of the fields. */
export type Entered = Readonly<Record<string, string>>;

export type PlainField = {
  name: string;
  label: string;
  type: "text" | "email" | "password" | "url";
  autocomplete: string;
  maxLength: number;
  hint?: string;
};

export type PlainForm = {
  /** The page with the form, whose script sends the same as JSON. */
  page: string;
  title: string;
  fields: readonly PlainField[];
  button: string;
  /** Below /auth: what is asked. */
  asks: string;
  /** @param back where to go on afterwards: a path of this site */
  body: (entered: Entered, back: string) => object;
  /** What is said when it has worked; without it, who sent the form is led on. */
  done?: (entered: Entered) => string;
  /** Where else to go from here. */
  otherwise: { text: string; label: string; page: string };
};

/** Where a browser without a script is led by the link that confirms an address. */
export const CONFIRMED = "/confirmed";

const confirmed = (back: string): string => `/auth${CONFIRMED}?return_to=${encodeURIComponent(back)}`;

const EMAIL: PlainField = { name: "email", label: "E-mail", type: "email", autocomplete: "username", maxLength: 254 };
const PASSWORD = { name: "password", type: "password", maxLength: 128 } as const;
const NEW_PASSWORD: PlainField = {
  ...PASSWORD,
  label: "Password",
  autocomplete: "new-password",
  hint: "At least 10 characters.",
};
const TO_SIGN_IN = { text: "Have an account?", label: "Sign in", page: "/sign-in/" };

/** The token that stands behind the `#` of the mail's link; of anything else, what it is as a whole. */
const tokenIn = (link: string): string => /#token=([\w-]+)\s*$/u.exec(link)?.[1] ?? link.trim();

/**
 * The forms of the account pages, by where a browser sends them that runs no script. They are those of the pages; a test
 * holds that.
 */
export const PLAIN_FORMS: Readonly<Record<string, PlainForm>> = {
  "/sign-in/form": {
    page: "/sign-in/",
    title: "Sign in",
    fields: [EMAIL, { ...PASSWORD, label: "Password", autocomplete: "current-password" }],
    button: "Sign in",
    asks: "/sign-in/email",
    body: ({ email, password }, back) => ({ email, password, callbackURL: confirmed(back) }),
    otherwise: { text: "New here?", label: "Create an account", page: "/sign-up/" },
  },
  "/sign-up/form": {
    page: "/sign-up/",
    title: "Create an account",
    fields: [{ name: "name", label: "Name", type: "text", autocomplete: "name", maxLength: 100 }, EMAIL, NEW_PASSWORD],
    button: "Create the account",
    asks: "/sign-up/email",
    body: ({ name, email, password }, back) => ({ name, email, password, callbackURL: confirmed(back) }),
    done: ({ email }) => `We have sent a link to ${email}. Open it within an hour to confirm the address.`,
    otherwise: TO_SIGN_IN,
  },
  "/send-verification-email/form": {
    page: "/account/verify-email/",
    title: "Confirm your address",
    fields: [EMAIL],
    button: "Send a new link",
    asks: "/send-verification-email",
    body: ({ email }, back) => ({ email, callbackURL: confirmed(back) }),
    done: ({ email }) => `If ${email} waits to be confirmed, a link is on its way.`,
    otherwise: TO_SIGN_IN,
  },
  "/request-password-reset/form": {
    page: "/account/reset-password/",
    title: "Reset your password",
    fields: [EMAIL],
    button: "Send a link",
    asks: "/request-password-reset",
    body: ({ email }) => ({ email }),
    done: ({ email }) => `If ${email} has an account, a link is on its way. It is good for one hour.`,
    otherwise: TO_SIGN_IN,
  },
  "/reset-password/form": {
    page: "/account/new-password/",
    title: "Choose a new password",
    fields: [
      {
        name: "link",
        label: "Link in the mail",
        type: "url",
        autocomplete: "off",
        maxLength: 2048,
        hint: "Copy the whole link from the mail; without a script this page cannot read it by itself.",
      },
      { ...NEW_PASSWORD, label: "New password", hint: "At least 10 characters. Every session is signed out." },
    ],
    button: "Save the password",
    asks: "/reset-password",
    body: ({ link = "", password }) => ({ token: tokenIn(link), newPassword: password }),
    done: () => "The password is changed. Sign in with it.",
    otherwise: { text: "The link has expired?", label: "Ask for a new one", page: "/account/reset-password/" },
  },
};
