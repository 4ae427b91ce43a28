# `make` lists the targets. Everything works without make too: the recipes are
# plain go commands, and `go test ./...` is all a newcomer needs.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME    ?= 5s
SOAKTIME    ?= 5m
CHECKS      ?= 20000
BENCH       ?= .
SIZE        ?= 1000000
RUNS        ?= 3

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## bin/longarm: one static binary, no cgo
	CGO_ENABLED=0 go build -trimpath -o bin/longarm ./cmd/longarm

.PHONY: test
test: ## all tests
	go test ./...

.PHONY: race
race: ## all tests under the race detector, the long ones shortened
	go test -race -short ./...

.PHONY: neo4j
neo4j: ## tests that speak to a Neo4j server, which scripts/neo4j starts and stops
	eval "$$(scripts/neo4j up)" && go test -count=1 -p 1 ./graph/neo4j/... ./queries/cypher && go test -count=1 -run 'Neo4j|ExamplesOfHelp' ./cmd/longarm; code=$$?; scripts/neo4j down; exit $$code

.PHONY: vet
vet: ## go vet
	go vet ./...

.PHONY: lint
lint: ## staticcheck, as staticcheck.conf says
	go run $(STATICCHECK) ./...

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (5s)
	.ci/fuzz $(FUZZTIME)

.PHONY: soak
soak: ## properties with CHECKS (20000) random cases, then every fuzz target for SOAKTIME (5m)
	@go list -f '{{$$p := .ImportPath}}{{range .TestImports}}{{if eq . "pgregory.net/rapid"}}{{$$p}}{{"\n"}}{{end}}{{end}}{{range .XTestImports}}{{if eq . "pgregory.net/rapid"}}{{$$p}}{{"\n"}}{{end}}{{end}}' ./... \
		| sort -u | SOAK=1 xargs -r -I PACKAGE go test -count=1 -timeout 0 PACKAGE -rapid.checks=$(CHECKS)
	.ci/fuzz $(SOAKTIME)

.PHONY: bench
bench: ## benchmarks matching BENCH (all), with allocations
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

.PHONY: bench-peers
bench-peers: ## longarm beside SciPy, SQLite and DuckDB on one register of SIZE (1000000), RUNS (3) times
	go run ./internal/bench/compare -n $(SIZE) -runs $(RUNS)

.PHONY: cover
cover: ## coverage.out of all packages by all tests, and the total
	go test -coverpkg=./... -coverprofile=coverage.out ./...
	go tool cover -func=coverage.out | tail -n 1

.PHONY: ci
ci: ## everything a change must pass
	.ci/run
