package window

import (
	"context"
	"encoding/json"
	"os"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/iam-copilot/iam-copilot/desktop/internal/deeplink"
)

// pageReady opens the page that the program was started with, once the first
// page is there.
func (w *window) pageReady(context.Context) {
	w.first.Do(func() {
		if page, ok := deeplink.Among(os.Args[1:]); ok {
			w.goTo(page)
		}
	})
}

// openLink opens a link that the system hands to the running program (macOS).
func (w *window) openLink(link string) {
	if page, ok := deeplink.Page(link); ok {
		w.front()
		w.goTo(page)
	}
}

// goTo opens a page of the interface.
func (w *window) goTo(page string) {
	if w.ctx == nil {
		return
	}
	script, err := visit(page)
	if err != nil {
		w.log.Warn("the page cannot be opened", "error", err)
		return
	}
	runtime.WindowExecJS(w.ctx, script)
}

// visit is JavaScript that opens a page. The interface goes there by itself,
// without loading anew, where it is running.
func visit(page string) (string, error) {
	literal, err := json.Marshal(page)
	if err != nil {
		return "", err
	}
	return "(function (page) { if (dispatchEvent(new CustomEvent('iamcopilot:go', { detail: page, cancelable: true }))) location.assign(page); })(" + string(literal) + ")", nil
}
