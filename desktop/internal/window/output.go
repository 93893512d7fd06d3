package window

import (
	"log/slog"
	"sync"

	"github.com/iam-copilot/iam-copilot/desktop/internal/logbundle"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// output hands what is logged on to the file of the data folder, once the
// window is there: nothing may be written before.
type output struct {
	mu   sync.Mutex
	file *logbundle.Log
}

// Write implements io.Writer. A log that cannot be written keeps nobody from
// working.
func (o *output) Write(line []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.file != nil {
		_, _ = o.file.Write(line)
	}
	return len(line), nil
}

func (o *output) keep(dataDir string, log *slog.Logger) {
	if err := settings.Prepare(dataDir); err != nil {
		return // the page says so
	}
	file, err := logbundle.Open(dataDir)
	if err != nil {
		log.Warn("the log is not kept", "error", err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.file = file
}

func (o *output) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.file != nil {
		_ = o.file.Close() // nobody is left to be told
		o.file = nil
	}
}
