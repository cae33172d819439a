import { useEffect, useRef, type Child } from "hono/jsx/dom";

interface DialogProps {
  readonly title: string;
  /** After it is closed, and the focus back where it was. */
  readonly onClosed: () => void;
  readonly children: Child;
}

/** Modal, by the browser's own means: the focus stays within, Escape closes, the focus goes back. */
export function Dialog({ title, onClosed, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onClose={onClosed}
      onClick={({ target }: Event) => {
        // Its padding belongs to what is within: only the backdrop is the dialog itself.
        const inside = target instanceof Element && target.closest("[data-closes]") !== null;
        if (inside || target === dialog.current) close();
      }}
    >
      <div class="sheet">
        <div class="head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="plain" data-closes="" aria-label="Close">
            ✕
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
