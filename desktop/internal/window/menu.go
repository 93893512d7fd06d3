package window

import (
	"encoding/json"
	goruntime "runtime"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// menu is the ordinary one of the system.
func (w *window) menu() *menu.Menu {
	bar := menu.NewMenu()
	if goruntime.GOOS == "darwin" {
		// These bring their own items, which the system knows.
		bar.Append(menu.AppMenu())
		bar.Append(menu.EditMenu())
	} else {
		file := bar.AddSubmenu("File")
		file.AddText("Quit", keys.CmdOrCtrl("q"), func(*menu.CallbackData) { runtime.Quit(w.ctx) })
		w.addEdit(bar.AddSubmenu("Edit"))
	}
	view := bar.AddSubmenu("View")
	view.AddText("Reload", keys.CmdOrCtrl("r"), func(*menu.CallbackData) { runtime.WindowReload(w.ctx) })
	view.AddSeparator()
	view.AddText("Full screen", keys.Key("f11"), func(*menu.CallbackData) { w.toggleFullScreen() })
	if goruntime.GOOS == "darwin" {
		bar.Append(menu.WindowMenu())
	} else {
		bar.AddSubmenu("Window").AddText("Minimise", nil, func(*menu.CallbackData) { runtime.WindowMinimise(w.ctx) })
	}
	help := bar.AddSubmenu("Help")
	help.AddText("About "+title, nil, func(*menu.CallbackData) { w.about() })
	return bar
}

// addEdit gives the editing commands. They carry no keys: the webview knows
// Ctrl-C and its like by itself, and a menu's keys would take them away.
func (w *window) addEdit(edit *menu.Menu) {
	command := func(name string) menu.Callback {
		return func(*menu.CallbackData) { runtime.WindowExecJS(w.ctx, "document.execCommand('"+name+"')") }
	}
	edit.AddText("Undo", nil, command("undo"))
	edit.AddText("Redo", nil, command("redo"))
	edit.AddSeparator()
	edit.AddText("Cut", nil, command("cut"))
	edit.AddText("Copy", nil, command("copy"))
	edit.AddText("Paste", nil, func(*menu.CallbackData) { w.paste() })
	edit.AddSeparator()
	edit.AddText("Select all", nil, command("selectAll"))
}

// paste types what is on the clipboard, which a page may not read by itself.
func (w *window) paste() {
	text, err := runtime.ClipboardGetText(w.ctx)
	if err != nil || text == "" {
		return
	}
	script, err := insertText(text)
	if err != nil {
		w.log.Warn("the clipboard cannot be pasted", "error", err)
		return
	}
	runtime.WindowExecJS(w.ctx, script)
}

// insertText is JavaScript that types text where the cursor is. A JSON string
// is one of JavaScript, too, whatever is in it.
func insertText(text string) (string, error) {
	literal, err := json.Marshal(text)
	if err != nil {
		return "", err
	}
	return "document.execCommand('insertText', false, " + string(literal) + ")", nil
}

func (w *window) toggleFullScreen() {
	if runtime.WindowIsFullscreen(w.ctx) {
		runtime.WindowUnfullscreen(w.ctx)
		return
	}
	runtime.WindowFullscreen(w.ctx)
}

func (w *window) about() {
	_, err := runtime.MessageDialog(w.ctx, runtime.MessageDialogOptions{
		Type: runtime.InfoDialog, Title: title,
		Message: "Version " + w.version + "\n\nYour data is kept in\n" + w.dataDir,
	})
	if err != nil {
		w.log.Warn("the version cannot be shown", "error", err)
	}
}
