/** A file, and the path it has below what was dropped or chosen. */
export interface Placed {
  path: string;
  file: File;
}

/** So many files are taken at once; for more there is the command line. */
export const MOST_FILES = 2000;

/** More was dropped than a page should carry. */
export class TooManyFiles extends Error {}

/** What was chosen by a button: files, or a folder with all that is below it. */
export function chosen(files: FileList | null): Placed[] {
  return bounded([...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** What was dropped, folders walked through. To be called in the event itself: after it, nothing is left to ask. */
export function dropped(transfer: DataTransfer): Promise<Placed[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  return walked(entries.filter((entry) => entry !== null));
}

/** All files below some entries, breadth last; throws {@link TooManyFiles}. */
export async function walked(entries: (FileSystemEntry | File)[]): Promise<Placed[]> {
  const found: Placed[] = [];
  const walk = async (entry: FileSystemEntry | File, above: string): Promise<void> => {
    if (entry instanceof File) {
      found.push({ path: above + entry.name, file: entry });
    } else if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ path: above + entry.name, file });
    } else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        // A browser hands out a hundred at a time.
        const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (part.length === 0) break;
        for (const each of part) await walk(each, `${above}${entry.name}/`);
      }
    }
    bounded(found);
  };
  for (const entry of entries) await walk(entry, '');
  return found;
}

function bounded(files: Placed[]): Placed[] {
  if (files.length > MOST_FILES) throw new TooManyFiles();
  return files;
}
