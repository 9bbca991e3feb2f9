# Each target is one line over the ordinary tool. `make help` lists them.
CONFIGURATION ?= Release
DATA ?= ./data
DEMO ?= 20000
URL ?= http://127.0.0.1:8080
OUTLETS ?= 20000
SECONDS ?= 60
MQTT ?= 127.0.0.1:1883
SEED ?= $(shell date +%s)
CASES ?= 100000
CASE ?=
SCENARIO ?= steady
OPTIONS ?=
FILTER ?= *

.PHONY: help run cluster build cockpit image test fuzz storm flood load bench sim-proof format format-check clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: build ## start Twin with a living demo network; prints the URL and the admin key
	dotnet src/Silo/bin/$(CONFIGURATION)/net10.0/Twin.Silo.dll serve --urls $(URL) --mqtt $(MQTT) --data $(DATA) --demo $(DEMO) --show-key

cluster: build ## three silos and two API nodes on this machine over PostgreSQL, with a demo of 5,000 outlets; prints their URLs
	./scripts/cluster

build: cockpit ## compile what runs (the analyzers run with the tests)
	dotnet build src/Silo -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false

cockpit: ## build the web front when its sources have changed (needs Node.js; Twin also runs without it)
	./scripts/cockpit

image: build ## pack a container image, without a container engine: artifacts/twin-VERSION.oci.tar
	./scripts/image

test: ## run every test, installing what they need
	./scripts/install-test-tools
	./scripts/test

fuzz: ## 100,000 hostile requests over every operation; CASES=N, SEED=N to repeat a run, CASE=N for one of its cases
	dotnet build tests/Api.Tests -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false
	TWIN_FUZZ_SEED=$(SEED) TWIN_FUZZ_CASES=$(CASES) TWIN_FUZZ_CASE=$(CASE) dotnet tests/Api.Tests/bin/$(CONFIGURATION)/net10.0/Twin.Api.Tests.dll --filter-namespace Twin.Api.Tests.Fuzz --show-stdout all --progress off --no-ansi

storm: ## 20,000 outlets fall silent at once, on the embedded store and on PostgreSQL: how long it takes, and what gathering writes gives (OUTLETS=)
	./scripts/install-test-tools
	dotnet build tests/EndToEnd.Tests -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false
	dotnet build tests/Silo.Tests -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false
	dotnet tests/Silo.Tests/bin/$(CONFIGURATION)/net10.0/Twin.Silo.Tests.dll --no-ansi --progress off --output detailed --explicit only --filter-class '*GroupCommitFigures'
	TWIN_STORM_OUTLETS=$(OUTLETS) dotnet tests/EndToEnd.Tests/bin/$(CONFIGURATION)/net10.0/Twin.EndToEnd.Tests.dll --no-ansi --progress off --output detailed --filter-class '*TotalSilenceTests'

flood: ## what others notice of a device that floods and of a key that offers too much, and the node's memory meanwhile (SECONDS= each)
	dotnet build tests/EndToEnd.Tests -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false
	TWIN_FLOOD_SECONDS=$(SECONDS) dotnet tests/EndToEnd.Tests/bin/$(CONFIGURATION)/net10.0/Twin.EndToEnd.Tests.dll --no-ansi --progress off --output detailed --explicit only --filter-class '*FloodFigures'

sim-proof: ## the simulator against every closed form it can show; minutes (TWIN_PROOF='^MC' or 'one engineer' for some)
	dotnet build tests/Simulation.Tests -c $(CONFIGURATION) -v quiet --nologo -p:RunAnalyzers=false
	dotnet tests/Simulation.Tests/bin/$(CONFIGURATION)/net10.0/Twin.Simulation.Tests.dll --no-ansi --progress off --output detailed --show-stdout all --explicit only --filter-class '*ReferenceTests' '*OneEngineerTests'

load: ## a load test against the floor: SCENARIO=steady, query, …, all; OPTIONS='--outlets 5000 --runs 1'; reports under artifacts/loadtests
	dotnet run -c $(CONFIGURATION) --project loadtests -- $(SCENARIO) $(OPTIONS)

bench: ## micro-benchmarks of the inner loops, allocations too (FILTER='*EventQueue*' for some)
	dotnet run -c Release --project bench -- --filter '$(FILTER)'

format: ## rewrite the code in the house format
	dotnet format Twin.sln

format-check: ## fail when the code is not in the house format
	dotnet format Twin.sln --verify-no-changes

clean: ## remove what was built; data stays
	dotnet clean Twin.sln -v quiet --nologo
