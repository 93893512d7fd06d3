package window

import (
	"encoding/json"
	goruntime "runtime"
	"strconv"
	"time"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/iam-copilot/iam-copilot/desktop/internal/logbundle"
)

// menu is the ordinary one of the system.
func (w *window) menu() *menu.Menu {
	bar := menu.NewMenu()
	if goruntime.GOOS == "darwin" {
		// These bring their own items, which the system knows.
		bar.Append(menu.AppMenu())
		w.addFile(bar.AddSubmenu("File"))
		bar.Append(menu.EditMenu())
	} else {
		file := bar.AddSubmenu("File")
		w.addFile(file)
		file.AddSeparator()
		file.AddText("Quit", keys.CmdOrCtrl("q"), func(*menu.CallbackData) { runtime.Quit(w.ctx) })
		w.addEdit(bar.AddSubmenu("Edit"))
	}
	view := bar.AddSubmenu("View")
	view.AddText("Reload", keys.CmdOrCtrl("r"), func(*menu.CallbackData) { runtime.WindowReload(w.ctx) })
	view.AddSeparator()
	view.AddText("Full screen", keys.Key("f11"), func(*menu.CallbackData) { w.toggleFullScreen() })
	w.addPages(bar.AddSubmenu("Go"))
	if goruntime.GOOS == "darwin" {
		bar.Append(menu.WindowMenu())
	} else {
		bar.AddSubmenu("Window").AddText("Minimise", nil, func(*menu.CallbackData) { runtime.WindowMinimise(w.ctx) })
	}
	help := bar.AddSubmenu("Help")
	help.AddText("Check for updates…", nil, w.opens(computerPage))
	help.AddText("Save the logs…", nil, func(*menu.CallbackData) { w.saveLogs() })
	help.AddSeparator()
	help.AddText("About "+title, nil, func(*menu.CallbackData) { w.about() })
	return bar
}

// computerPage is where the application's own settings are.
const computerPage = "/settings?tab=computer"

func (w *window) opens(page string) menu.Callback {
	return func(*menu.CallbackData) { w.goTo(page) }
}

// addFile gives what concerns the data. Backups ask for a passphrase, which the
// page does.
func (w *window) addFile(file *menu.Menu) {
	file.AddText("New policy", keys.CmdOrCtrl("n"), w.opens("/policies/generate"))
	file.AddSeparator()
	file.AddText("Back up…", nil, w.opens(computerPage))
	file.AddText("Restore a backup…", nil, w.opens(computerPage))
	file.AddSeparator()
	file.AddText("Settings", keys.CmdOrCtrl(","), w.opens("/settings"))
	file.AddText("Lock", keys.Combo("l", keys.CmdOrCtrlKey, keys.ShiftKey), func(*menu.CallbackData) { w.lock() })
}

// addPages gives the pages that are used most, by number.
func (w *window) addPages(pages *menu.Menu) {
	for i, p := range []struct{ name, page string }{
		{"Dashboard", "/"}, {"Policies", "/policies"}, {"IAM", "/iam/users"}, {"Access explorer", "/access"},
		{"Account audit", "/findings"}, {"Usage", "/usage"}, {"AWS changes", "/monitoring"},
	} {
		pages.AddText(p.name, keys.CmdOrCtrl(strconv.Itoa(i+1)), w.opens(p.page))
	}
}

// saveLogs packs the logs, also while nobody is signed in.
func (w *window) saveLogs() {
	path, err := w.shell.SaveFile("Save the logs", "iam-copilot-logs-"+time.Now().Format("2006-01-02")+".zip")
	if err == nil && path != "" {
		err = logbundle.Pack(w.dataDir, path, w.version, time.Now())
	}
	if err != nil {
		w.log.Error("the logs were not saved", "error", err)
	}
}

// lock closes the data until the keyring or the passphrase opens it again.
func (w *window) lock() {
	if err := w.door.Lock(); err != nil {
		w.log.Error("the data was not closed in order", "error", err)
	}
	w.shell.Reload()
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
