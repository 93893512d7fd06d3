package door

import (
	"net/http"
	"sync"
	"time"
)

// clipboardTime is how long a copied secret stays on the clipboard.
const clipboardTime = 30 * time.Second

// clipboard empties the system's clipboard of secrets that were copied here.
type clipboard struct {
	shell Shell

	mu     sync.Mutex
	secret string
	timer  *time.Timer
}

func (c *clipboard) copy(secret string, after time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.shell.SetClipboard(secret); err != nil {
		return err
	}
	c.secret = secret
	if c.timer != nil {
		c.timer.Stop()
	}
	c.timer = time.AfterFunc(after, c.clear)
	return nil
}

// clear empties the clipboard, unless something else was copied since.
func (c *clipboard) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.secret == "" {
		return
	}
	c.timer.Stop()
	if now, err := c.shell.Clipboard(); err == nil && now == c.secret {
		_ = c.shell.SetClipboard("") // a clipboard that refuses cannot be helped
	}
	c.secret = ""
}

// copySecret puts a secret on the clipboard, for half a minute.
func (d *Door) copySecret(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text string `json:"text"`
	}
	if !d.read(w, r, &in) {
		return
	}
	if in.Text == "" {
		problem(w, http.StatusUnprocessableEntity, "desktop.malformed", "There is nothing to copy.")
		return
	}
	if err := d.clipboard.copy(in.Text, clipboardTime); err != nil {
		problem(w, http.StatusInternalServerError, "desktop.no_clipboard", sentence(err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
