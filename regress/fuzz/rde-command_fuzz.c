/* SPDX-License-Identifier: ISC */
/*
 * Lines of the API from a program that may everything, in a route engine with
 * two neighbours, one of them up.  Each line is answered once, or busy; what
 * is answered is lines of plain text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "program_command.h"
#include "rde/engine.h"

enum { DATA_MAX = 1 << 20 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

struct asker {
	unsigned	answers;
	size_t		data;
};

static void
check_line(const char *line, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((uint8_t)line[i] < ' ' && line[i] != '\t')
			abort();
}

static void
on_data(void *arg, const char *line, size_t len)
{
	struct asker *a = arg;

	check_line(line, len);
	a->data += len;
}

static void
on_done(void *arg, const char *tag, enum command_result r,
    const char *reason)
{
	struct asker *a = arg;

	check_line(tag, strlen(tag));
	check_line(reason, strlen(reason));
	if (r == COMMAND_DONE && *reason != '\0')
		abort();
	a->answers++;
}

static bool
on_full(void *arg)
{
	const struct asker *a = arg;

	return a->data > DATA_MAX;
}

static void
on_ack(void *arg, bool on)
{
	(void)arg;
	(void)on;
}

static const struct command_sink fuzz_sink = {
	.data = on_data, .done = on_done, .full = on_full, .ack = on_ack,
};

static void
drop(void *arg, struct peer *p, uint16_t type, const void *body, size_t len)
{
	(void)arg;
	(void)p;
	(void)type;
	(void)body;
	(void)len;
}

static void
begin(struct rde *r)
{
	struct negotiated neg;
	struct peer *p;

	engine_init(r);
	update_out_set_sink(r->out, drop, r);
	p = engine_peer(r, 2, "two");
	(void)engine_peer(r, 3, "three");
	neg = p->neg;
	sessions_up(r, p, 1, &neg);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct command_who who = { .source = CTL_SRC_PROGRAM,
	    .role = ROLE_ALL, .shape = 4, .owner = "fuzz" };
	struct program_commands *c;
	struct asker a;
	struct rde rde;
	const char *p = (const char *)data, *end = p + size, *nl;
	bool answered;

	log_set_sink(quiet, NULL);
	begin(&rde);
	c = program_command_new(&rde, &who, &fuzz_sink, &a);
	for (; p < end; p = nl == NULL ? end : nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		a = (struct asker){ 0 };
		answered = program_command_line(c, p,
		    (size_t)((nl == NULL ? end : nl) - p));
		if (a.answers + program_command_busy(c) != answered)
			abort();
		if (program_command_busy(c)) {	/* it waits for the loop */
			program_command_free(c);
			c = program_command_new(&rde, &who, &fuzz_sink, &a);
		}
	}
	program_command_free(c);
	engine_free(&rde);
	return 0;
}
