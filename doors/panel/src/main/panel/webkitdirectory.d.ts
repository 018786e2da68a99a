import 'react';

declare module 'react' {
  // A field for folders: known to all browsers, and not yet to the types.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface InputHTMLAttributes<T> {
    webkitdirectory?: string;
  }
}
