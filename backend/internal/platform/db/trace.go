package db

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
)

// Trace makes a span of every statement that belongs to a traced request or job:
// the operation and the table, never the statement or its values. Call it once,
// before the database is used; without it statements cost nothing more.
func (d *DB) Trace() error {
	system := "postgresql"
	if d.dialect == SQLite {
		system = "sqlite"
	}
	d.traced = true
	var done []*gorm.DB
	for _, h := range []*gorm.DB{d.open, d.tenant, d.write, d.owner} {
		if slices.Contains(done, h) {
			continue
		}
		done = append(done, h)
		if err := h.Use(tracePlugin{system}); err != nil {
			return err
		}
	}
	return nil
}

// tracePlugin makes spans of gorm's statements.
type tracePlugin struct{ system string }

func (tracePlugin) Name() string { return "trace" }

func (p tracePlugin) Initialize(h *gorm.DB) error {
	cb := h.Callback()
	return errors.Join(
		cb.Create().Before("gorm:create").Register("trace:create", p.begin("INSERT")), cb.Create().After("gorm:create").Register("trace:created", end),
		cb.Query().Before("gorm:query").Register("trace:query", p.begin("SELECT")), cb.Query().After("gorm:query").Register("trace:queried", end),
		cb.Update().Before("gorm:update").Register("trace:update", p.begin("UPDATE")), cb.Update().After("gorm:update").Register("trace:updated", end),
		cb.Delete().Before("gorm:delete").Register("trace:delete", p.begin("DELETE")), cb.Delete().After("gorm:delete").Register("trace:deleted", end),
		cb.Row().Before("gorm:row").Register("trace:row", p.begin("")), cb.Row().After("gorm:row").Register("trace:rowed", end),
		cb.Raw().Before("gorm:raw").Register("trace:raw", p.begin("")), cb.Raw().After("gorm:raw").Register("trace:rawed", end),
	)
}

// spanSetting is where a statement keeps its span.
const spanSetting = "trace:span"

// begin starts the span of a statement; without an operation that is read off
// the statement.
func (p tracePlugin) begin(operation string) func(*gorm.DB) {
	return func(h *gorm.DB) {
		s := h.Statement
		_, span := telemetry.Child(s.Context, "statement", trace.SpanKindClient)
		if span == nil {
			return
		}
		verb, table := operation, s.Table
		if text := s.SQL.String(); text != "" {
			verb, table = readOff(text, table)
		} else if verb == "" {
			verb = "SELECT" // gorm's Rows, whose text is made later
		}
		span.SetName(strings.TrimSpace(verb + " " + table))
		span.SetAttributes(attribute.String("db.system.name", p.system), attribute.String("db.operation.name", verb))
		if table != "" {
			span.SetAttributes(attribute.String("db.collection.name", table))
		}
		s.Settings.Store(spanSetting, span)
	}
}

func end(h *gorm.DB) {
	kept, ok := h.Statement.Settings.LoadAndDelete(spanSetting)
	if !ok {
		return
	}
	endSpan(kept.(trace.Span), h.Error)
}

// endSpan ends the span of a statement with how it went.
func endSpan(span trace.Span, err error) {
	// Not the error's text: it may quote values.
	if err != nil && !NoRows(err) {
		span.SetStatus(codes.Error, "")
		var pg *pgconn.PgError
		if errors.As(err, &pg) {
			span.SetAttributes(attribute.String("db.response.status_code", pg.Code))
		}
	}
	span.End()
}

// onTable finds the first table that a statement names.
var onTable = regexp.MustCompile(`(?i)\b(?:from|into|update|join)\s+(?:only\s+)?(?:"?[a-z_][a-z0-9_]*"?\.)?"?([a-z_][a-z0-9_]*)`)

// leading are comments before a statement, which say who made it.
var leading = regexp.MustCompile(`^(?:\s*--[^\n]*\n)+`)

// verbs are the operations that are told; any other is OTHER.
var verbs = []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SET", "CREATE", "DROP", "ALTER", "PRAGMA", "VACUUM", "NOTIFY", "LISTEN"}

// readOff is the operation and the table of a statement.
func readOff(text, table string) (verb, named string) {
	text = strings.TrimLeft(leading.ReplaceAllString(text, ""), " \t\r\n(")
	if words := strings.Fields(text[:min(len(text), 20)]); len(words) > 0 {
		verb = strings.ToUpper(words[0])
	}
	if !slices.Contains(verbs, verb) {
		verb = "OTHER"
	}
	if table == "" {
		if found := onTable.FindStringSubmatch(text); found != nil {
			table = found[1]
		}
	}
	return verb, table
}
