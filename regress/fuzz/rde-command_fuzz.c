/* SPDX-License-Identifier: ISC */
/*
 * Lines of the API from a program that may everything, in a route engine with
 * two neighbours, one of them up.  Each line is answered once, or busy; what
 * is answered is lines of plain text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "adj_rib_out.h"
#include "ask.h"
#include "attrs.h"
#include "base/log.h"
#include "inject_log.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "program_command.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

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
peer(struct rde *r, unsigned id, const char *description)
{
	struct conf_neighbor c = { .id = id, .remote_plen = 32,
	    .remote = addr_v4(0xc0000200 + id),
	    .local = addr_v4(0xc0000201), .local_as = 64496,
	    .peer_as = 64496 + id, .adj_rib_out = 1, .group_updates = 1,
	    .nfamilies = 1, .families = { FAMILY_IPV4_UNICAST } };

	memcpy(c.description, description, strlen(description));
	(void)sessions_peer_added(r, &c);
}

static void
world_init(struct rde *r)
{
	const struct negotiated neg = { .local = addr_v4(0xc0000201),
	    .local_as = 64496, .peer_as = 64498, .ebgp = 1, .as4 = 1,
	    .refresh = 1, .families = 1 };

	memset(r, 0, sizeof(*r));
	r->loop = loop_new();
	r->attrs = attrs_store_new();
	r->nexthops = nexthops_new();
	r->idsets = idset_store_new();
	r->peers = peers_new();
	r->in = adj_rib_in_new(r);
	r->update_in = update_in_new(r);
	r->rib_out = adj_rib_out_new(r);
	r->out = update_out_new(r);
	r->originate = originate_new(r);
	r->log = inject_log_new(r);
	r->asks = asks_new(r);
	update_out_set_sink(r->out, drop, r);
	peer(r, 2, "two");
	peer(r, 3, "three");
	sessions_up(r, peers_get(r->peers, 2), 1, &neg);
}

static void
world_free(struct rde *r)
{
	struct peer *p;

	while ((p = peers_next(r->peers, 0)) != NULL)
		sessions_peer_removed(r, p);
	asks_free(r->asks);
	inject_log_free(r->log);
	originate_free(r->originate);
	update_out_free(r->out);
	adj_rib_out_free(r->rib_out);
	update_in_free(r->update_in);
	adj_rib_in_free(r->in);
	attrs_store_free(r->attrs);
	nexthops_free(r->nexthops);
	idset_store_free(r->idsets);
	peers_free(r->peers);
	loop_free(r->loop);
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
	world_init(&rde);
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
	world_free(&rde);
	return 0;
}
