import { QuickInputButtons, window, type Disposable, type QuickInput, type QuickPickItem, l10n } from "vscode";

export interface Item<T> extends QuickPickItem {
  readonly value: T;
}

/** The position of a question in a series. */
export interface StepPlace {
  readonly title: string;
  /** From 1; undefined for a single question. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** There is one before it. */
  readonly canGoBack?: boolean;
  /** It waits while a person looks at something else. */
  readonly stays?: boolean;
}

/** The answer; `back` to the question before, undefined where a person ends it all. */
export type Answer<T> = { readonly value: T } | "back" | undefined;

/** One of the items, the first of them where `active` names none. */
export function pickOne<T>(
  place: StepPlace,
  placeholder: string,
  items: readonly Item<T>[],
  active?: T,
): Promise<Answer<T>> {
  const picker = window.createQuickPick<Item<T>>();
  picker.items = items;
  picker.placeholder = placeholder;
  picker.matchOnDetail = true;
  const start = items.find(({ value }) => value === active) ?? items[0];
  if (start !== undefined) picker.activeItems = [start];
  return asked(picker, place, (accept) =>
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item !== undefined) accept(item.value);
    }),
  );
}

/** At least one of the items. */
export function pickSome<T>(
  place: StepPlace,
  placeholder: string,
  items: readonly Item<T>[],
): Promise<Answer<readonly T[]>> {
  const picker = window.createQuickPick<Item<T>>();
  picker.canSelectMany = true;
  picker.items = items;
  picker.selectedItems = items.filter(({ picked }) => picked === true);
  picker.placeholder = placeholder;
  return asked(picker, place, (accept) =>
    picker.onDidAccept(() => {
      if (picker.selectedItems.length > 0) accept(picker.selectedItems.map(({ value }) => value));
      else picker.placeholder = l10n.t("Choose at least one.");
    }),
  );
}

/** A text that `problemOf` finds nothing wrong with; it is asked when the text is entered. */
export function typed(
  place: StepPlace,
  prompt: string,
  start: string,
  problemOf: (text: string) => Promise<string | undefined>,
): Promise<Answer<string>> {
  const box = window.createInputBox();
  box.prompt = prompt;
  box.value = start;
  // A question isn't to be lost where a person looks something up.
  box.ignoreFocusOut = true;
  return asked(box, place, (accept) => {
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    return box.onDidAccept(async () => {
      const text = box.value.trim();
      box.busy = true;
      box.validationMessage = await problemOf(text);
      box.busy = false;
      if (box.validationMessage === undefined) accept(text);
    });
  });
}

function asked<T>(
  input: QuickInput & { buttons: readonly unknown[]; onDidTriggerButton: unknown },
  place: StepPlace,
  listen: (accept: (value: T) => void) => Disposable,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const end = (answer: Answer<T>): void => {
      resolve(answer);
      input.dispose();
    };
    input.title = place.title;
    input.step = place.step;
    input.totalSteps = place.totalSteps;
    if (place.stays === true) input.ignoreFocusOut = true;
    if (place.canGoBack === true) withBack(input, () => end("back"));
    listen((value) => end({ value }));
    input.onDidHide(() => end(undefined));
    input.show();
  });
}

function withBack(input: object, back: () => void): void {
  const { Back } = QuickInputButtons;
  const own = input as ReturnType<typeof window.createInputBox>;
  own.buttons = [Back];
  own.onDidTriggerButton((button) => {
    if (button === Back) back();
  });
}
