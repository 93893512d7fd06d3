package window

import (
	"context"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// Sizes in logical pixels.
const (
	minWidth, minHeight         = 800, 600
	defaultWidth, defaultHeight = 1280, 820
	// visible is how much of a window must be on a screen to be found again.
	visible = 100
)

// startPlace is where the window opens; X and Y count only when it was open
// before.
func startPlace(last *settings.Window) settings.Window {
	if last == nil {
		return settings.Window{Width: defaultWidth, Height: defaultHeight}
	}
	place := *last
	place.Width, place.Height = max(place.Width, minWidth), max(place.Height, minHeight)
	return place
}

// fits tells whether a window that opens at place can be seen on a screen.
func fits(place settings.Window, screenWidth, screenHeight int) bool {
	return place.X > -place.Width+visible && place.X < screenWidth-visible && place.Y >= 0 && place.Y < screenHeight-visible
}

// restorePlace moves the window to where it was, unless that is off the
// screen, which may be another one today.
func (w *window) restorePlace(ctx context.Context) {
	last := w.settings.Values().Window
	if last == nil || last.Maximised {
		return
	}
	width, height, ok := screen(ctx)
	if !ok || !fits(*last, width, height) {
		runtime.WindowCenter(ctx)
		return
	}
	runtime.WindowSetPosition(ctx, last.X, last.Y)
}

func screen(ctx context.Context) (width, height int, ok bool) {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		return 0, 0, false
	}
	for _, s := range screens {
		if s.IsCurrent {
			return s.Size.Width, s.Size.Height, true
		}
	}
	return 0, 0, false
}

// savePlace remembers where the window is. Maximised, it keeps the size that
// it goes back to.
func (w *window) savePlace(ctx context.Context) {
	place := startPlace(w.settings.Values().Window)
	switch {
	case runtime.WindowIsMinimised(ctx) || runtime.WindowIsFullscreen(ctx):
		return
	case runtime.WindowIsMaximised(ctx):
		place.Maximised = true
	default:
		place.Maximised = false
		place.Width, place.Height = runtime.WindowGetSize(ctx)
		place.X, place.Y = runtime.WindowGetPosition(ctx)
	}
	if err := w.settings.Change(func(v *settings.Values) { v.Window = &place }); err != nil {
		w.log.Warn("the window's place is not remembered", "error", err)
	}
}
