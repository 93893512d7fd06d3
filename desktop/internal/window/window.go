// Package window shows the user interface in a window of its own.
package window

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/iam-copilot/iam-copilot/desktop/internal/deeplink"
	"github.com/iam-copilot/iam-copilot/desktop/internal/door"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/frontend"
)

const title = "IAM Copilot"

//go:embed icon.png
var icon []byte

// window is the running application.
type window struct {
	ctx      context.Context //nolint:containedctx // Wails hands the window out as a context
	door     *door.Door
	settings *settings.File
	version  string
	dataDir  string
	log      *slog.Logger
	shell    *shell
	out      *output
	first    sync.Once // the page the program was started with is opened
}

// context is that of the window or, before it is there, one that never ends.
func (w *window) context() context.Context {
	if w.ctx == nil {
		return context.Background()
	}
	return w.ctx
}

// Run shows the window until it is closed, and gives the exit code. Nothing
// happens before the window is there, because building the application with
// the tools of Wails runs it, too.
func Run(version string) int {
	out := &output{}
	log := slog.New(slog.NewTextHandler(io.MultiWriter(os.Stderr, out), &slog.HandlerOptions{Level: slog.LevelInfo}))
	passphrase := prepareEnvironment()
	if err := run(version, passphrase, log, out); err != nil {
		log.Error("the application ends", "error", err)
		return 1
	}
	return 0
}

func run(version, passphrase string, log *slog.Logger, out *output) (err error) {
	// Without a display the window's library panics.
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the window cannot be shown: %v", p)
		}
	}()
	dir, err := settings.DataDir()
	if err != nil {
		return err
	}
	file, err := settings.Open(dir)
	if err != nil {
		log.Warn("starting with default settings", "error", err)
	}
	w := &window{settings: file, version: version, dataDir: dir, log: log, out: out}
	w.shell = &shell{window: w}
	w.door = door.New(door.Config{
		DataDir: dir, Settings: file, Ring: keyring.NewSystem(), Passphrase: passphrase,
		UI: frontend.Files(), Version: version, Log: log, Shell: w.shell, CaptureProtection: canHideFromCaptures,
	})
	return wails.Run(w.options())
}

func (w *window) options() *options.App {
	place := startPlace(w.settings.Values().Window)
	hidden := canHideFromCaptures && !w.settings.Values().ShowInCaptures
	o := &options.App{
		Title: title, Width: place.Width, Height: place.Height, MinWidth: minWidth, MinHeight: minHeight,
		BackgroundColour: background(prefersDark()),
		AssetServer:      &assetserver.Options{Handler: w.door, Middleware: door.Protect},
		Menu:             w.menu(),
		OnStartup:        w.startup, OnDomReady: w.pageReady, OnBeforeClose: w.beforeClose, OnShutdown: w.shutdown,
		SingleInstanceLock: &options.SingleInstanceLock{UniqueId: instanceID(w.dataDir), OnSecondInstanceLaunch: w.secondLaunch},
		LogLevelProduction: logger.ERROR,
		Linux:              &linux.Options{Icon: icon, ProgramName: "iam-copilot", WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		Windows: &windows.Options{
			Theme: windows.SystemDefault, IsZoomControlEnabled: true, ContentProtection: hidden, WebviewUserDataPath: filepath.Join(w.dataDir, "webview"),
		},
		Mac: &mac.Options{ContentProtection: hidden, OnUrlOpen: w.openLink, About: &mac.AboutInfo{Title: title, Message: "Version " + w.version, Icon: icon}},
	}
	if place.Maximised {
		o.WindowStartState = options.Maximised
	}
	return o
}

// instanceID names the one instance that a data folder may have.
func instanceID(dataDir string) string {
	sum := sha256.Sum256([]byte(dataDir))
	return "iam_copilot_" + hex.EncodeToString(sum[:6])
}

func (w *window) startup(ctx context.Context) {
	w.ctx = ctx
	w.out.keep(w.dataDir, w.log)
	w.restorePlace(ctx)
}

func (w *window) beforeClose(ctx context.Context) (prevent bool) {
	w.savePlace(ctx)
	return false
}

func (w *window) shutdown(context.Context) {
	if err := w.door.Close(); err != nil {
		w.log.Error("the data was not closed in order", "error", err)
	}
	w.out.close()
}

// secondLaunch brings the window to the front when somebody starts the
// application again, and opens the page of the link that it was started with.
func (w *window) secondLaunch(second options.SecondInstanceData) {
	w.front()
	if page, ok := deeplink.Among(second.Args); ok {
		w.goTo(page)
	}
}

func (w *window) front() {
	if w.ctx == nil {
		return
	}
	runtime.WindowUnminimise(w.ctx)
	runtime.Show(w.ctx)
	runtime.WindowShow(w.ctx)
}

// background is the colour of the window until the page is painted.
func background(dark bool) *options.RGBA {
	if dark {
		return options.NewRGB(0x16, 0x18, 0x1d)
	}
	return options.NewRGB(0xf8, 0xf9, 0xfb)
}

var _ masterkey.Ring = (*keyring.System)(nil)
