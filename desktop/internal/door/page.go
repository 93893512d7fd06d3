package door

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"
	"strings"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
)

// pagePolicy is the content security policy of our own page: its style sheet
// and its script, and nothing that is written in the page.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page/page.html"))

// page is what is shown while the user interface cannot be.
type page struct {
	Title   string
	Text    []string
	Detail  string // the cause, for those who look into it
	Folder  string // where the data is
	Waiting bool   // the page comes back by itself
	Form    string // new, enter or nothing
	Retry   bool
	Again   string // the words on the button that tries again
	Restore bool   // offer to restore a backup
	Local   bool   // offer to use this computer instead of the server
	Minimum int
}

// servePage shows how far the application is, and what it needs to go on.
func (d *Door) servePage(w http.ResponseWriter, r *http.Request, now phase) {
	p := d.pageOf(now)
	p.Folder, p.Minimum = d.config.DataDir, masterkey.MinPassphrase
	var content bytes.Buffer
	if err := pageTemplate.Execute(&content, p); err != nil {
		d.config.Log.Error("the page cannot be made", "error", err)
		problem(w, http.StatusInternalServerError, "desktop.failed", "The page cannot be shown.")
		return
	}
	w.Header().Set("Content-Security-Policy", pagePolicy)
	send(w, r, contentTypes[".html"], content.Bytes())
}

func (d *Door) pageOf(now phase) page {
	switch now.name {
	case opening, connecting, closed:
		return page{
			Title: "Opening your data", Waiting: true,
			Text: []string{"Your system’s keyring is asked for the key that protects your data. If it asks you for a password, please answer."},
		}
	case failed:
		return page{
			Title: "IAM Copilot cannot start", Detail: sentence(now.cause), Retry: true, Local: d.config.Settings.Values().ServerURL != "",
			Text: []string{"The key is open, but what it protects is not. Nothing was changed."},
		}
	case ready:
		return page{
			Title: "The user interface is missing",
			Text:  []string{"This program was built without its user interface. Build it with make desktop."},
		}
	case locked:
	}
	_, reason, cause := d.holder.State()
	p := page{Restore: true}
	if cause != nil {
		p.Detail = sentence(cause)
	}
	switch reason {
	case masterkey.Idle:
		p.Restore, p.Title, p.Retry, p.Again = false, "IAM Copilot is locked", true, "Unlock"
		p.Text = []string{"Your system’s keyring opens it again. You stay signed in."}
		return p
	case masterkey.NeedsNewPassphrase:
		p.Title, p.Form, p.Retry = "Choose a passphrase", "new", true
		p.Text = []string{
			"IAM Copilot keeps the key that protects your data in your system’s keyring. No keyring is available here, so a passphrase takes its place.",
			"You will be asked for it at every start. It is not stored anywhere, and without it nobody can open your data, nor can we.",
		}
	case masterkey.NeedsPassphrase:
		p.Title, p.Form, p.Detail = "Enter your passphrase", "enter", ""
		p.Text = []string{"Your data on this computer is protected by a passphrase."}
	case masterkey.KeyringUnavailable:
		p.Title, p.Retry = "Your keyring is locked", true
		p.Text = []string{
			"The key that protects your data is in your system’s keyring, which does not open. Unlock it, then try again.",
			"Your data is safe, and was not touched.",
		}
	case masterkey.KeyMissing:
		p.Title, p.Retry = "The key to your data is missing", true
		p.Text = []string{
			"There is data on this computer, but the key that protects it is not where it should be. IAM Copilot does not make a new one, because your data could then never be opened again.",
			"Restore the keyring or the data folder from a backup. To start anew, move the data folder away first.",
		}
	case masterkey.NotOpened, masterkey.Unreadable:
		p.Title, p.Retry = "The data folder cannot be used", true
		p.Text = []string{"What protects your data cannot be read. Nothing was changed."}
	}
	return p
}

// servePageFile serves the style sheet and the script of our own page.
func servePageFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/desktop/")
	kind, known := contentTypes[path.Ext(name)]
	content, err := pageFiles.ReadFile("page/" + name)
	if err != nil || !known || path.Ext(name) == ".html" {
		problem(w, http.StatusNotFound, "web.no_such_address", "There is nothing at this address.")
		return
	}
	send(w, r, kind, content)
}
