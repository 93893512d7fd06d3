//go:build !linux

package audit

import (
	"context"
	"net"
)

// arrived cannot be known here: that it was written must do.
func arrived(context.Context, net.Conn) error { return nil }
