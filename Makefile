# IAM Copilot. `make` alone lists what there is.
#
# `make run` needs Go 1.26 and Node 20 with npm, nothing else. The tests and
# the desktop program need Debian packages too; `make setup` installs them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# As the server decides it: the environment, .env, 8000.
PORT ?= $(or $(shell sed -n 's/^PORT=//p' .env 2>/dev/null | tail -n 1),8000)
export PORT

MODULES := shared backend frontend desktop
UI := frontend/dist/index.html
# Folders too: their times change when a file in them is removed.
UI_SOURCES := $(shell find frontend/src frontend/public 2>/dev/null) \
  $(wildcard frontend/index.html frontend/*.config.* frontend/tsconfig*.json frontend/package-lock.json)

# Wails picks the webview library by tag; Debian 12 and Ubuntu 22.04 have 4.1.
DESKTOP_TAGS := desktop,production,webkit2_41
# Go stamps programs with the commit, and stops when git refuses to answer (a
# tree that belongs to another user, as in many containers).
VCS := $(shell git rev-parse HEAD >/dev/null 2>&1 && echo auto || echo false)
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GO_BUILD := go build -trimpath -buildvcs=$(VCS)
CLI_VERSION = github.com/iam-copilot/iam-copilot/desktop/internal/cli.Version=$(VERSION)

##@ Use

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(UI) bin/iamcopilotd ## Build everything and serve http://localhost:8000 on SQLite in ./data (PORT=8001 for another port)
	@echo "IAM Copilot: http://localhost:$(PORT) (Ctrl-C ends it)"
	@exec bin/iamcopilotd serve

.PHONY: dev
dev: bin/iamcopilotd deps ## Serve the API and the UI with live reload at http://localhost:5173
	@build/dev.sh

##@ Build

.PHONY: build
build: $(UI) bin/iamcopilotd bin/iamcopilot ## Build the UI, the server and the command line into bin/

.PHONY: deps
deps: # Install the UI's packages when package-lock.json and node_modules differ
	@build/npm-ci.sh

$(UI): $(UI_SOURCES) | deps
	cd frontend && npm run --silent build

# Always asked for, because Go knows best what is stale; up to date, it takes
# half a second. The UI is embedded when it has been built before.
.PHONY: bin/iamcopilotd
bin/iamcopilotd: $(UI)
	cd backend && CGO_ENABLED=0 $(GO_BUILD) -ldflags "-s -w -X main.version=$(VERSION)" -o ../bin/iamcopilotd ./cmd/iamcopilotd

.PHONY: bin/iamcopilot
bin/iamcopilot:
	cd desktop && CGO_ENABLED=0 $(GO_BUILD) -ldflags "-s -w -X $(CLI_VERSION)" -o ../bin/iamcopilot ./cmd/iamcopilot

.PHONY: man
man: ## Write the command line's pages of the manual into bin/man
	cd desktop && go run ./cmd/manpages ../bin/man $(VERSION)

.PHONY: desktop
desktop: $(UI) ## Build the desktop program bin/iam-copilot (needs `make setup`)
	cd desktop && CGO_ENABLED=1 $(GO_BUILD) -tags $(DESKTOP_TAGS) -ldflags "-w -s -X main.version=$(VERSION)" -o ../bin/iam-copilot .

.PHONY: desktop-windows
desktop-windows: $(UI) ## Build the desktop program for Windows, bin/iam-copilot.exe
	cd desktop && go run ./cmd/winresource -version $(shell build/package/version.sh numbers $(VERSION))
	cd desktop && GOOS=windows GOARCH=amd64 CGO_ENABLED=0 $(GO_BUILD) -tags desktop,production \
	  -ldflags "-w -s -H windowsgui -X main.version=$(VERSION)" -o ../bin/iam-copilot.exe .

.PHONY: package
package: build desktop ## Make deb, rpm and tar.gz of the desktop, the command line and the server in bin/packages
	@VERSION=$(VERSION) build/package/package.sh linux sums
	@ls -1 bin/packages

.PHONY: package-windows
package-windows: desktop-windows ## Make the installer for Windows (needs nsis and zip)
	cd desktop && GOOS=windows GOARCH=amd64 CGO_ENABLED=0 $(GO_BUILD) -ldflags "-s -w -X $(CLI_VERSION)" -o ../bin/iamcopilot.exe ./cmd/iamcopilot
	@VERSION=$(VERSION) build/package/package.sh windows sums

.PHONY: package-macos
package-macos: $(UI) ## Make the disk image for macOS, signed and notarised where there is an identity (on macOS)
	@VERSION=$(VERSION) build/package/macos.sh

.PHONY: macos-keys
macos-keys: # Keys for signing, from the environment into a keychain of a runner
	@build/package/macos-keys.sh

.PHONY: release-draft
release-draft: # A draft of the release TAG with what lies in bin/packages, for a person to look at
	@VERSION=$(TAG) build/package/package.sh notes sums
	gh release create "$(TAG)" --draft --verify-tag --title "IAM Copilot $(TAG)" --notes-file bin/packages/RELEASE_NOTES.md bin/packages/*

.PHONY: reproducible
reproducible: $(UI) ## Build and pack all for Linux twice, in two places, and compare the bytes
	@VERSION=$(VERSION) build/package/reproducible.sh

.PHONY: release-dry-run
release-dry-run: ## Make everything that a release has, with checksums, bills of materials and notes; publish nothing
	@rm -rf bin/packages
	@$(MAKE) --no-print-directory VERSION=$(VERSION) package package-windows
	@VERSION=$(VERSION) build/package/package.sh sbom notes sums
	@cd bin/packages && sha256sum --quiet -c SHA256SUMS && ls -l

.PHONY: clean
clean: ## Delete what was built (keeps ./data, node_modules and the tools in .cache)
	rm -rf bin .cache/reports .cache/coverage .cache/verify
	find frontend/dist -mindepth 1 ! -name .gitkeep -delete

##@ Test

.PHONY: setup
setup: ## Install what the tests need on Debian or Ubuntu
	@build/setup.sh

.PHONY: test
test: ## Run every test against real services; the last line sums them up
	@build/test.sh

.PHONY: test-go
test-go: ## Run the Go tests of all modules
	@build/test.sh go

.PHONY: test-frontend
test-frontend: ## Run the UI's unit tests
	@build/test.sh frontend

.PHONY: test-e2e
test-e2e: ## Run the browser tests and the requests of the user's document against the real server
	@build/test.sh e2e smoke

.PHONY: test-desktop
test-desktop: ## Run the desktop program in a window
	@build/test.sh desktop

.PHONY: test-race
test-race: ## Run the backend's tests with the race detector (long; `make test` has it for what the rooms stand on)
	@build/test.sh race

.PHONY: test-faults
test-faults: ## Kill, cut off and starve the server again and again (long; `make test` has a short form)
	@FAULTS=long build/test.sh faults

.PHONY: fuzz-api
fuzz-api: ## Ask everything that the OpenAPI document promises, as each role (long; `make test` has a short form)
	@FAULTS=long build/test.sh fuzz-api

.PHONY: test-backup
test-backup: ## Back up and restore SQLite and Postgres while they are written to, by the commands of docs/operations.md
	@build/test.sh backup

.PHONY: test-package
test-package: ## Install and remove the packages of the programs in bin/ with the real dpkg and rpm, in roots of their own
	@build/test.sh package

.PHONY: scale-test
scale-test: ## Replace servers and the master key under load, behind nginx (SCALE=1m; `make test` has a short form)
	@build/load-test.sh scale

.PHONY: soak
soak: ## Mixed load with faults, after which nothing may have grown (SOAK=1h; `make test` has a short form)
	@build/load-test.sh soak

.PHONY: fuzz
fuzz: ## Run every fuzz test for a time (FUZZTIME=1m, FUZZ=a part of its name)
	@build/fuzz.sh

.PHONY: test-image
test-image: ## Build the container image, start docker-compose.yml and sign in (needs Docker)
	@build/image-smoke.sh

.PHONY: bench
bench: ## Run the Go benchmarks
	@for module in $(MODULES); do (cd $$module && go test -run '^$$' -bench . -benchmem ./... | grep -v -e 'no test files' -e '^PASS$$'); done

.PHONY: bench-load
bench-load: ## Measure single requests at given rates beside the machine's bare limits (LOAD=10s each)
	@build/load-test.sh bench

##@ Check

.PHONY: check
check: ## Lint, verify and test: exactly what CI runs
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory verify
	@$(MAKE) --no-print-directory test

.PHONY: lint
lint: setup ## Check formatting, vet, golangci-lint, types, eslint, prettier, scripts
	@build/lint.sh

.PHONY: fmt
fmt: ## Format the Go and TypeScript files that git knows
	@build/tools.sh gofumpt
	@git ls-files -z -co --exclude-standard '*.go' | xargs -0 .cache/bin/gofumpt -l -w
	@cd frontend && npm run --silent format

.PHONY: gen
gen: deps ## Make everything derived again: OpenAPI document, TypeScript types, golden files, pages
	@build/gen.sh

.PHONY: gen-catalog
gen-catalog: ## Fetch AWS's services and actions and renew the embedded catalog (needs the network)
	cd shared/catalog && go run ./gen

.PHONY: verify
verify: deps ## Fail when something derived is stale
	@build/verify.sh
