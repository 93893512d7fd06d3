// Package local runs the backend inside the application: on SQLite in the data
// folder, under the master key, and without listening anywhere.
package local

import (
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/caarlos0/env/v11"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/desktop/internal/renewed"
	folder "github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// Origin is the address that requests to the embedded backend carry. No such
// host exists, so a request that took the wrong way would reach nobody.
func Origin() *url.URL { return &url.URL{Scheme: "http", Host: "backend.invalid"} }

// DatabaseName is the database's file in the data folder.
const DatabaseName = "iam-copilot.sqlite"

// ErrNewer says that a newer version of the product has used the database.
var ErrNewer = server.ErrNewerDatabase

// Config is what the backend needs to know.
type Config struct {
	DataDir   string
	MasterKey []byte // 32 bytes; every key of the backend is derived from it
	Version   string
}

// Backend is an embedded backend. It is safe for concurrent use.
type Backend struct {
	server  *server.Server
	release func()
	*transport
}

// Start opens the database in the data folder, brings it to this version, and
// joins the backend's parts. The first start in a process takes the AWS catalog
// that was renewed after the program was built, where there is one.
func Start(ctx context.Context, config Config) (*Backend, error) {
	if err := renewed.Use(config.DataDir); err != nil {
		slog.WarnContext(ctx, "the embedded AWS catalog is used", "reason", err)
	}
	settings, err := settingsOf(config)
	if err != nil {
		return nil, err
	}
	release, err := folder.Use(config.DataDir)
	if err != nil {
		return nil, err
	}
	s, err := server.New(ctx, settings)
	if err != nil {
		release()
		return nil, fmt.Errorf("the data on this computer cannot be opened: %w", err)
	}
	return &Backend{server: s, release: release, transport: newTransport(s.Handler())}, nil
}

// settingsOf are the backend's own defaults, with what is different here. The
// environment is not asked: a setting of a server that runs on the same
// machine must not change the application.
func settingsOf(config Config) (server.Config, error) {
	settings, err := env.ParseAsWithOptions[server.Config](env.Options{Environment: map[string]string{}})
	if err != nil {
		return server.Config{}, fmt.Errorf("the backend's defaults: %w", err)
	}
	settings.DataDir = config.DataDir
	settings.DatabaseURL = databaseURL(filepath.Join(config.DataDir, DatabaseName))
	settings.SecretKey = hex.EncodeToString(config.MasterKey)
	settings.Registration = "open"
	settings.LogLevel, settings.LogFormat = "warn", "text"
	settings.Version = config.Version
	return settings, nil
}

// databaseURL escapes the path: a user's folder may hold spaces and signs that
// mean something in an address.
func databaseURL(path string) string {
	path = filepath.ToSlash(path)
	return (&url.URL{Scheme: "sqlite", Path: "/" + strings.TrimSuffix(path, "/")}).String()
}

// Close ends the backend after the requests that are under way.
func (b *Backend) Close() error {
	b.drain()
	defer b.release()
	return b.server.Close()
}

var _ http.RoundTripper = (*Backend)(nil)
