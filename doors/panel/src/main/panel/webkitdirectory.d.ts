import 'react';

declare module 'react' {
  // A field for folders: known to all browsers, and not yet to the types.
  interface InputHTMLAttributes<T> {
    webkitdirectory?: string;
  }
}
