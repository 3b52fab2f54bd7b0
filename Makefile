# zwgk: the disclosure desk.  make run | make test | make | make bench | make screenshots | make install
#
# PACKAGES is the one list of what must be installed to build, run and test; tests/packages.sh
# reads it from here and installs what a Debian machine lacks.

PACKAGES := gcc make pkg-config libncurses-dev libsqlite3-dev libcrypt-dev nettle-dev libzip-dev \
            libexpat1-dev libjansson-dev libxlsxwriter-dev
TEST_PACKAGES := libcmocka-dev libvterm-dev tmux git
SHOT_PACKAGES := python3 librsvg2-bin fonts-noto-cjk fonts-dejavu-core tmux

VERSION := 0.1
PREFIX  ?= /usr/local
CC      ?= cc
B       := .build$(if $(SAN),/san)$(if $(filter clang%,$(CC)),/clang)

WARN  := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
         -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla
HARD  := -fstack-protector-strong -fPIE $(if $(SAN),,-D_FORTIFY_SOURCE=2)
OPT   := -g $(if $(SAN),-O1 -fno-omit-frame-pointer -fsanitize=address$(COMMA)undefined -fno-sanitize-recover=undefined,-O2)
COMMA := ,
CFLAGS_ALL := -std=c11 -D_GNU_SOURCE -I. $(WARN) $(HARD) $(OPT) -DZWGK_VERSION='"$(VERSION)"' $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now $(if $(SAN),-fsanitize=address$(COMMA)undefined) $(LDFLAGS)

STORE_LIBS := -lsqlite3 -lnettle -lcrypt
FORMS_LIBS := -lzip -lexpat -ljansson -lxlsxwriter
TUI_LIBS   := -lpanelw -lncursesw -ltinfo
LIBS       := $(TUI_LIBS) $(FORMS_LIBS) $(STORE_LIBS)

STORE_SRC := $(sort $(wildcard store/*.c store/*/*.c))
FORMS_SRC := $(sort $(wildcard forms/*.c forms/*/*.c))
TUI_SRC   := $(filter-out tui/main.c,$(sort $(wildcard tui/*.c tui/*/*.c)))
HELP_SRC  := $(sort $(wildcard tests/*.c))
obj = $(patsubst %.c,$(B)/%.o,$(1))

all: zwgk

zwgk: $(B)/zwgk
	@ln -sf $< $@

$(B)/zwgk: $(call obj,tui/main.c) $(B)/libtui.a $(B)/libforms.a $(B)/libstore.a
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/libstore.a: $(call obj,$(STORE_SRC))
$(B)/libforms.a: $(call obj,$(FORMS_SRC))
$(B)/libtui.a: $(call obj,$(TUI_SRC))
$(B)/libhelp.a: $(call obj,$(HELP_SRC))
$(B)/%.a:
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# A test of each kind is one program: tests/KIND/NAME_test.c.
TEST_SRC := $(sort $(wildcard tests/unit/*_test.c tests/screen/*_test.c tests/terminal/*_test.c \
            tests/many/*_test.c tests/model/*_test.c))
TEST_BIN := $(patsubst %.c,$(B)/%,$(TEST_SRC))
$(B)/tests/%_test: $(B)/tests/%_test.o $(B)/libhelp.a $(B)/libtui.a $(B)/libforms.a $(B)/libstore.a
	$(CC) $(LDFLAGS_ALL) -o $@ $^ -lcmocka -lvterm $(LIBS)

packages:
	@sh tests/packages.sh $(PACKAGES)
test-packages:
	@sh tests/packages.sh $(PACKAGES) $(TEST_PACKAGES)

run: packages
	@$(MAKE) --no-print-directory zwgk
	@./zwgk

test: test-packages
	@$(MAKE) --no-print-directory test-built
test-built: zwgk $(TEST_BIN)
	@ZWGK_BIN=$(abspath $(B)/zwgk) ZWGK_TREE=$(CURDIR) sh tests/run.sh $(TEST_BIN)

clean:
	rm -rf .build zwgk

.PHONY: all packages test-packages run test test-built clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
