package window

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/iam-copilot/iam-copilot/desktop/internal/browser"
	"github.com/iam-copilot/iam-copilot/desktop/internal/door"
)

// shell is the window as the door knows it.
type shell struct {
	window    *window
	notifying sync.Once
	silent    error // why the system shows no messages
}

var errNotThere = errors.New("the window is not there yet")

func (s *shell) SaveFile(title, name string) (string, error) {
	if s.window.ctx == nil {
		return "", errNotThere
	}
	return runtime.SaveFileDialog(s.window.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

func (s *shell) OpenFile(title, pattern string) (string, error) {
	if s.window.ctx == nil {
		return "", errNotThere
	}
	return runtime.OpenFileDialog(s.window.ctx, runtime.OpenDialogOptions{
		Title: title, Filters: []runtime.FileFilter{{DisplayName: pattern, Pattern: pattern}},
	})
}

func (s *shell) Browse(address string) error { return browser.Open(s.window.context(), address) }

func (s *shell) Notify(title, text string) error {
	ctx := s.window.ctx
	if ctx == nil {
		return errNotThere
	}
	s.notifying.Do(func() {
		if s.silent = runtime.InitializeNotifications(ctx); s.silent != nil || !runtime.IsNotificationAvailable(ctx) {
			return
		}
		if may, err := runtime.RequestNotificationAuthorization(ctx); err != nil || !may {
			s.silent = errors.Join(errors.New("the person does not want messages"), err)
		}
	})
	if s.silent != nil {
		return s.silent
	}
	return runtime.SendNotification(ctx, runtime.NotificationOptions{ID: fmt.Sprint(time.Now().UnixNano()), Title: title, Body: text})
}

func (s *shell) Clipboard() (string, error) {
	if s.window.ctx == nil {
		return "", errNotThere
	}
	return runtime.ClipboardGetText(s.window.ctx)
}

func (s *shell) SetClipboard(text string) error {
	if s.window.ctx == nil {
		return errNotThere
	}
	return runtime.ClipboardSetText(s.window.ctx, text)
}

func (s *shell) Reload() {
	if s.window.ctx != nil {
		runtime.WindowReload(s.window.ctx)
	}
}

var _ door.Shell = (*shell)(nil)
