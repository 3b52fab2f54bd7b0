# zwgk: the disclosure desk.
#
#	make run [ARGS="..."]    install what is missing, build, open the desk
#	make test [ONLY=name]    install what is missing, build, run every test (or those with name in their path)
#	make                     build ./zwgk
#	make bench screenshots   measure it, photograph it
#	make install uninstall   PREFIX=/usr/local DESTDIR=
#	make walk kills faults officers SEED= STEPS= ROUNDS= SECONDS=   attack the store
#	make hotline-rows ROWS=100000   exports of so many rows in every form
#	make check-office        a week's paper as LibreOffice sets it: PNG pages below .build/office, to be looked at
#	make check-layers lint (tidy and cppcheck) valgrind fuzz clean
#	V=1                      shows whole commands
#
# SAN=1 builds with address and undefined-behaviour sanitizers, CC=clang with clang; each in a folder
# of its own below .build, where everything that is made stands.

# What a Debian machine must have installed.  These are the only lists: tests/packages.sh installs
# from them, README.md explains them and a test compares.
PACKAGES       := make gcc libc6-dev libncurses-dev libsqlite3-dev libcrypt-dev nettle-dev libzip-dev \
                  libexpat1-dev libjansson-dev libxlsxwriter-dev
TEST_PACKAGES  := libcmocka-dev libvterm-dev tmux git
SHOT_PACKAGES  := python3 librsvg2-bin fonts-noto-cjk fonts-dejavu-core tmux
BENCH_PACKAGES := python3

# A header and the package that has it: the build names the package when the header is missing.
HEADERS      := curses.h:libncurses-dev panel.h:libncurses-dev sqlite3.h:libsqlite3-dev \
                crypt.h:libcrypt-dev nettle/sha2.h:nettle-dev zip.h:libzip-dev expat.h:libexpat1-dev \
                jansson.h:libjansson-dev xlsxwriter.h:libxlsxwriter-dev
TEST_HEADERS := cmocka.h:libcmocka-dev vterm.h:libvterm-dev

VERSION := 0.1
PREFIX  ?= /usr/local
B       := .build$(if $(SAN),/san)$(if $(filter clang%,$(CC)),/clang)$(if $(FUZZ),/fuzz)

COMMA := ,
WARN  := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
         -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla
HARD  := -fstack-protector-strong -fPIE $(if $(SAN),,-D_FORTIFY_SOURCE=2)
SAN_FLAGS := $(if $(SAN),-fsanitize=address$(COMMA)undefined -fno-sanitize-recover=undefined)
OPT   := -g $(if $(SAN),-O1 -fno-omit-frame-pointer $(SAN_FLAGS),-O2) $(if $(FUZZ),-fsanitize=fuzzer-no-link)
CFLAGS_ALL  := -std=c11 -D_GNU_SOURCE -I. -I$(B) $(WARN) $(HARD) $(OPT) -DZWGK_VERSION='"$(VERSION)"' $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now $(SAN_FLAGS) $(LDFLAGS)

STORE_LIBS := -lsqlite3 -lnettle -lcrypt
FORMS_LIBS := -lexpat -ljansson
TUI_LIBS   := -lpanelw -lncursesw -ltinfo
# libzip and libxlsxwriter are loaded when they are needed, see forms/zip.h: the name by which a linker would ask for $(1).
library_name = $(or $(shell objdump -p "$$($(CC) -print-file-name=$(1))" 2>/dev/null | awk '/SONAME/ { print $$2 }'),$(1))
ZIP_LIBRARY = $(call library_name,libzip.so)
XLSX_LIBRARY = $(call library_name,libxlsxwriter.so)
# SQLite first: it asks for most symbols, nearly all its own, and they are looked for in this order at every start.
LIBS       := $(STORE_LIBS) $(TUI_LIBS) $(FORMS_LIBS)

STORE_SRC := $(sort $(wildcard store/*.c store/*/*.c store/*/*/*.c))
FORMS_SRC := $(sort $(wildcard forms/*.c forms/*/*.c))
TUI_SRC   := $(filter-out tui/main.c,$(sort $(wildcard tui/*.c tui/*/*.c)))
HELP_SRC  := $(sort $(wildcard tests/*.c) $(filter-out %_test.c,$(wildcard tests/model/*.c)))
# A test of each kind is one program: tests/KIND/NAME_test.c.
TEST_SRC  := $(sort $(wildcard tests/unit/*_test.c tests/screen/*_test.c tests/terminal/*_test.c \
             tests/many/*_test.c tests/model/*_test.c))
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/*_fuzz.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))

obj = $(patsubst %.c,$(B)/%.o,$(1))
ALL_OBJ   := $(call obj,tui/main.c $(STORE_SRC) $(FORMS_SRC) $(TUI_SRC) $(HELP_SRC) $(TEST_SRC) \
             $(FUZZ_SRC) $(BENCH_SRC) tests/fuzz/replay.c)
TEST_BIN  := $(patsubst %.c,$(B)/%,$(TEST_SRC) $(FUZZ_SRC))
BENCH_BIN := $(patsubst %.c,$(B)/%,$(BENCH_SRC))
LIB       := $(B)/libtui.a $(B)/libforms.a $(B)/libstore.a

# Texts that become C strings: store/file/schema/schema.sql is schema_sql[] in "store/file/schema/schema_sql.h",
# x.txt and x.csv likewise; the manual README.zh.md is manual_md[] in "forms/manual_md.h".
TEXTS  := $(sort $(wildcard store/*/*.sql store/*/*/*.sql store/*/*.txt store/*/*.csv forms/*/*.txt forms/*/*.csv))
text_h  = $(B)/$(basename $(1))_$(patsubst .%,%,$(suffix $(1))).h
TEXT_H := $(foreach t,$(TEXTS),$(call text_h,$(t))) $(B)/forms/manual_md.h

# A change of the flags, not of this file, is what makes everything out of date.
FLAGS := $(B)/flags
# $(call SAY,what)command: the command, or with V= what it does in a few words
SAY    = $(if $(V),,@echo "$(1)"; )
ifneq ($(file <$(FLAGS)),$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL))
$(shell mkdir -p $(B))
$(file >$(FLAGS),$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL))
endif

all: zwgk

ifeq ($(B),.build)
zwgk: $(B)/zwgk
	@ln -sf $< $@
else
zwgk: $(B)/zwgk
endif

$(B)/zwgk: $(call obj,tui/main.c) $(LIB) $(FLAGS)
	$(call SAY,link $@)$(CC) $(LDFLAGS_ALL) -o $@ $(filter-out $(FLAGS),$^) $(LIBS)

$(B)/libstore.a: $(call obj,$(STORE_SRC))
$(B)/libforms.a: $(call obj,$(FORMS_SRC))
$(B)/libtui.a: $(call obj,$(TUI_SRC))
$(B)/libhelp.a: $(call obj,$(HELP_SRC))
$(B)/%.a:
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c $(FLAGS) | $(B)/headers.seen $(TEXT_H)
	@mkdir -p $(@D)
	$(call SAY,cc $<)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/forms/zip.o: CFLAGS_ALL += -DZIP_LIBRARY='"$(ZIP_LIBRARY)"'
$(B)/forms/xlsx.o: CFLAGS_ALL += -DXLSX_LIBRARY='"$(XLSX_LIBRARY)"'

$(B)/headers.seen: $(FLAGS)
	@sh tests/packages.sh --headers "$(CC)" $(HEADERS)
	@touch $@
$(B)/test-headers.seen: $(FLAGS)
	@sh tests/packages.sh --headers "$(CC)" $(HEADERS) $(TEST_HEADERS)
	@touch $@
$(call obj,$(HELP_SRC) $(TEST_SRC)): | $(B)/test-headers.seen

# $(1) text, $(2) header
define text_rule
$(2): $(1)
	@mkdir -p $$(@D)
	@{ printf '/* Made from $(1); do not edit. */\n#pragma GCC diagnostic push\n'; \
	   printf '#pragma GCC diagnostic ignored "-Woverlength-strings"\n'; \
	   printf 'static const char %s[] =\n' '$(basename $(notdir $(2)))'; \
	   sed 's/[\\"]/\\&/g; s/^/\t"/; s/$$$$/\\n"/' $(1); \
	   printf '\t"";\n#pragma GCC diagnostic pop\n'; } >$$@.new && mv $$@.new $$@
endef
$(foreach t,$(TEXTS),$(eval $(call text_rule,$(t),$(call text_h,$(t)))))
$(eval $(call text_rule,README.zh.md,$(B)/forms/manual_md.h))

$(B)/tests/%_test: $(B)/tests/%_test.o $(B)/libhelp.a $(LIB) $(FLAGS)
	$(call SAY,link $@)$(CC) $(LDFLAGS_ALL) -o $@ $(filter-out $(FLAGS),$^) -lcmocka -lvterm -lzip -lxlsxwriter $(LIBS)
$(B)/tests/fuzz/%_fuzz: $(B)/tests/fuzz/%_fuzz.o $(if $(FUZZ),,$(B)/tests/fuzz/replay.o) $(LIB) $(FLAGS)
	$(call SAY,link $@)$(CC) $(LDFLAGS_ALL) $(if $(FUZZ),-fsanitize=fuzzer) -o $@ $(filter-out $(FLAGS),$^) -lzip $(LIBS)
$(B)/tests/bench/%: $(B)/tests/bench/%.o $(LIB) $(FLAGS)
	$(call SAY,link $@)$(CC) $(LDFLAGS_ALL) -o $@ $(filter-out $(FLAGS),$^) $(LIBS)

# ---- what people call ----

# As many jobs as there are processors, unless the caller said how many.
J = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$$(nproc))
AGAIN = @+$(MAKE) --no-print-directory $(J)
ENV = ZWGK_BIN=$(abspath $(B)/zwgk) ZWGK_TREE=$(CURDIR) ZWGK_BUILD=$(abspath $(B)) $(if $(SAN),$(SAN_ENV))
# What the sanitizers find in a program that a test runs would be lost with its terminal: it goes into
# files, and run.sh fails for them.
SAN_REPORTS = $(abspath $(B))/report
SAN_ENV = ZWGK_PATIENCE=20 TEST_SECONDS=2400 SAN_REPORTS=$(SAN_REPORTS) ASAN_OPTIONS=log_path=$(SAN_REPORTS):allocator_may_return_null=1 \
	  UBSAN_OPTIONS=log_path=$(SAN_REPORTS):print_stacktrace=1

packages:
	@sh tests/packages.sh $(PACKAGES)
test-packages:
	@sh tests/packages.sh $(PACKAGES) $(TEST_PACKAGES)
shot-packages:
	@sh tests/packages.sh $(PACKAGES) $(SHOT_PACKAGES)
bench-packages:
	@sh tests/packages.sh $(PACKAGES) $(BENCH_PACKAGES)

run: packages
	$(AGAIN) built
	@./zwgk $(ARGS)
built: zwgk
	@:

only = $(if $(ONLY),$(foreach t,$(1),$(if $(findstring $(ONLY),$(t)),$(t))),$(1))
test: test-packages
	$(AGAIN) tests-built
	@$(ENV) sh tests/run.sh $(call only,$(TEST_BIN))
tests-built: zwgk $(TEST_BIN)
	@:

bench: bench-packages
	$(AGAIN) bench-built
	@$(ENV) sh tests/bench/run.sh
bench-built: zwgk $(BENCH_BIN)
	@:

screenshots: shot-packages
	$(AGAIN) built
	@$(ENV) sh tests/screenshots.sh

install: zwgk
	$(B)/zwgk --man >$(B)/zwgk.1
	install -D -m 755 $(B)/zwgk $(DESTDIR)$(PREFIX)/bin/zwgk
	install -D -m 644 $(B)/zwgk.1 $(DESTDIR)$(PREFIX)/share/man/man1/zwgk.1
	install -D -m 644 README.zh.md $(DESTDIR)$(PREFIX)/share/doc/zwgk/README.zh.md
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/zwgk $(DESTDIR)$(PREFIX)/share/man/man1/zwgk.1
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/zwgk

# The long forms of what `make test` does in short: another walk, more kills, more officers for longer.
SEED  ?= $(shell date +%s)
STEPS ?= 21000
ROUNDS ?= 300
SECONDS ?= 60
walk: $(B)/tests/model/walk_test
	$(ENV) ZWGK_SEED=$(SEED) ZWGK_STEPS=$(STEPS) $<
kills: $(B)/tests/model/kill_test $(B)/tests/many/file_kill_test $(B)/tests/terminal/typing_kill_test $(B)/tests/terminal/words_kill_test $(B)/zwgk
	for t in $(filter %_test,$^); do $(ENV) ZWGK_SEED=$(SEED) ROUNDS=$(ROUNDS) $$t || exit 1; done
faults: $(B)/tests/many/fault_test $(B)/tests/many/fault_open_test
	for t in $^; do $(ENV) ZWGK_FAULTS_ALL=1 $$t || exit 1; done
ROWS ?= 100000
hotline-rows: $(B)/tests/many/cli_hotline_rows_test $(B)/zwgk
	$(ENV) ZWGK_ROWS=$(ROWS) ZWGK_PATIENCE=40 $<
officers: $(B)/tests/many/officers_test $(B)/zwgk
	$(ENV) ZWGK_SECONDS=$(SECONDS) $<

# Not in the tests: needs libreoffice-writer-nogui and poppler-utils, and somebody who looks.
check-office: zwgk
	@command -v soffice >/dev/null && command -v pdftoppm >/dev/null || { echo "install libreoffice-writer-nogui and poppler-utils"; exit 1; }
	@rm -rf $(B)/office && mkdir -p $(B)/office/home && cd $(B)/office && export HOME=$$PWD/home XDG_DATA_HOME= XDG_STATE_HOME= LC_ALL=C.UTF-8 && \
	  $(abspath $(B)/zwgk) init --sample >/dev/null && \
	  for k in weekly monthly half self; do $(abspath $(B)/zwgk) report $$k --out $$k.docx && \
	    soffice --headless --convert-to pdf $$k.docx >/dev/null 2>&1 && pdftoppm -r 80 -png $$k.pdf $$k || exit 1; done; ls $$PWD/*.png

check-layers: $(B)/tests/unit/layers_test
	@$(ENV) $<

# What is switched off, and why, stands in .clang-tidy; a file is looked at again when it or a header changed.
ALL_SRC := tui/main.c $(STORE_SRC) $(FORMS_SRC) $(TUI_SRC) $(HELP_SRC) $(TEST_SRC) $(FUZZ_SRC) $(BENCH_SRC)
tidy: test-packages
	$(AGAIN) tidied
tidied: $(patsubst %.c,$(B)/%.tidied,$(ALL_SRC))
$(B)/%.tidied: $(B)/%.o .clang-tidy
	$(call SAY,tidy $*.c)clang-tidy --quiet $*.c -- -std=c11 -D_GNU_SOURCE -I. -I$(B) -DZWGK_VERSION='"$(VERSION)"' \
	  -DZIP_LIBRARY='"$(ZIP_LIBRARY)"' -DXLSX_LIBRARY='"$(XLSX_LIBRARY)"' 2>$@.said || { cat $@.said; exit 1; }; mv $@.said $@
cppcheck: | $(TEXT_H)
	$(call SAY,cppcheck)cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	  --suppress=missingIncludeSystem -D_GNU_SOURCE -DZWGK_VERSION='"$(VERSION)"' -I. -I$(B) $(wildcard $(ALL_SRC))

# Under valgrind, which sees the reading of what was never written: the unit tests that run no other program, and the
# program in the tests of the screen (the tests themselves, which make desks and emulate terminals, run plain).
# What it says of the program goes into files, and run.sh fails for them.  Left out and named: unit tests that fork or
# run the program, because a child that ends early would be blamed for all it had not freed; `make SAN=1 test` runs them.
VALGRIND := valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect \
            --suppressions=tests/valgrind.supp
VALGRIND_OUT = $(shell grep -lwE 'fork|desk_open|vth_start|child_start' tests/unit/*_test.c)
VALGRIND_BIN = $(call only,$(filter-out $(VALGRIND_OUT:%.c=$(B)/%),$(filter $(B)/tests/unit/%,$(TEST_BIN))))
VALGRIND_SCREEN = $(call only,$(filter $(B)/tests/screen/%,$(TEST_BIN)))
VALGRIND_ENV = ZWGK_PICTURE_SIZES=1 ZWGK_BIN=$(abspath $(B)/zwgk-valgrind) ZWGK_PATIENCE=60 SAN_REPORTS=$(abspath $(B)/valgrind) TEST_SECONDS=3600
valgrind: test-packages
	$(AGAIN) zwgk $(VALGRIND_BIN) $(VALGRIND_SCREEN)
	@echo 'left out, for they fork or run programs: $(patsubst tests/unit/%_test.c,%,$(VALGRIND_OUT))'
	@printf '#!/bin/sh\nexec %s --log-file=%s.%%p %s "$$@"\n' '$(VALGRIND)' '$(abspath $(B)/valgrind)' '$(abspath $(B)/zwgk)' >$(B)/zwgk-valgrind
	@chmod +x $(B)/zwgk-valgrind
	$(if $(strip $(VALGRIND_BIN)),@$(ENV) TEST_UNDER='$(VALGRIND)' TEST_SECONDS=1800 sh tests/run.sh $(VALGRIND_BIN))
	$(if $(strip $(VALGRIND_SCREEN)),@$(ENV) $(VALGRIND_ENV) sh tests/run.sh $(VALGRIND_SCREEN))

# Both of the programs that read the code.
lint: tidy cppcheck

# Each parser for FUZZ_SECONDS, starting from tests/corpus/NAME: with clang's libFuzzer, which looks for new ways
# through the code, or where there is no clang with the mixtures that `make test` gives for a few seconds.
FUZZ_SECONDS ?= 60
fuzz: test-packages
	@if command -v clang >/dev/null; then $(MAKE) --no-print-directory CC=clang SAN=1 FUZZ=1 $(J) fuzz-run; \
	else echo "no clang: the inputs are mixed without looking at the code"; $(MAKE) --no-print-directory SAN=1 $(J) fuzz-run; fi
fuzz-run: $(call only,$(patsubst %.c,$(B)/%,$(FUZZ_SRC)))
	@mkdir -p $(B)/corpus; for f in $^; do n=$$(basename $$f _fuzz); log=$(B)/corpus/$$n.log; echo "== $$n"; mkdir -p $(B)/corpus/$$n; \
	  $(if $(FUZZ),$$f -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=$(B)/corpus/$$n- -timeout=60 -rss_limit_mb=3000 \
	    -verbosity=0 -print_final_stats=1 $(B)/corpus/$$n tests/corpus/$$n, \
	    ZWGK_BUILD=$(B)/corpus FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$(SEED) $$f) >$$log 2>&1 || { cat $$log; exit 1; }; \
	  grep -E 'executed_units|ok 1' $$log; done

clean:
	rm -rf .build zwgk

.PHONY: check-office all packages test-packages shot-packages bench-packages run built test tests-built bench bench-built \
	screenshots install uninstall walk kills faults officers hotline-rows check-layers lint tidy tidied cppcheck valgrind fuzz fuzz-run clean
.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard $(ALL_OBJ:.o=.d))
