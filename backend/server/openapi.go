package server

import (
	"log/slog"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// OpenAPI is the document that describes the interface, as indented JSON. It
// needs no database.
func OpenAPI(version string) ([]byte, error) {
	return web.OpenAPIJSON(bareDoor(version))
}

// bareDoor carries every route of rooms that are not open.
func bareDoor(version string) *web.Door {
	app := web.NewApp(web.Config{Log: slog.New(slog.DiscardHandler)})
	door := web.NewDoor(app, access.NewGuard(nil), nil, slog.New(slog.DiscardHandler), version)
	door.Mount(rooms{}.routes()...)
	return door
}
