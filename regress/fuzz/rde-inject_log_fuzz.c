/* SPDX-License-Identifier: ISC */
/*
 * An injection log as a dead engine may have left it: the input is one frame's
 * records, replayed into an engine with two neighbours; then everything is
 * flushed, and nothing may be left.
 */
#include <sys/mman.h>

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "adj_rib_out.h"
#include "attrs.h"
#include "base/log.h"
#include "inject_log.h"
#include "inject_replay.h"
#include "nexthops.h"
#include "originate.h"
#include "originate_job.h"
#include "originate_store.h"
#include "peer.h"
#include "update_out.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static int
file_of(const uint8_t *data, size_t size)
{
	uint8_t header[INJECT_HEADER];
	int fd = memfd_create("log", MFD_CLOEXEC);

	inject_frame_header(header, 0, rbuf_of(data, size));
	if (fd == -1 || pwrite(fd, header, sizeof(header), 0) == -1 ||
	    pwrite(fd, data, size, sizeof(header)) != (ssize_t)size)
		abort();
	return fd;
}

static void
add_neighbor(struct rde *r, uint16_t id)
{
	struct conf_neighbor c = { .id = id, .remote_plen = 32,
	    .remote = addr_v4(0xc0000200U + id) };

	peers_add(r->peers, &c);
	update_out_peer_added(r->out, peers_get(r->peers, id));
	originate_peer_added(r->originate, id);
}

static void
init(struct rde *r)
{
	r->loop = loop_new();
	r->attrs = attrs_store_new();
	r->nexthops = nexthops_new();
	r->idsets = idset_store_new();
	r->peers = peers_new();
	r->rib_out = adj_rib_out_new(r);
	r->out = update_out_new(r);
	r->originate = originate_new(r);
	r->log = inject_log_new(r);
	add_neighbor(r, 1);
	add_neighbor(r, 3);
}

static void
end(struct rde *r)
{
	struct peer *p;

	while ((p = peers_next(r->peers, 0)) != NULL) {
		originate_peer_removed(r->originate, p->id);
		update_out_peer_removed(r->out, p);
		peers_remove(r->peers, p->id);
	}
	inject_log_free(r->log);
	originate_free(r->originate);
	update_out_free(r->out);
	adj_rib_out_free(r->rib_out);
	attrs_store_free(r->attrs);
	nexthops_free(r->nexthops);
	idset_store_free(r->idsets);
	peers_free(r->peers);
	loop_free(r->loop);
}

static void
flushed(void *arg, unsigned n)
{
	(void)n;
	loop_stop(arg);
}

/* One source after the other: bgpctl, and whatever programs the log names. */
static void
flush_all(struct rde *r)
{
	struct originate *o = r->originate;
	uint64_t before = UINT64_MAX;
	const struct extra *t;

	while (o->injected != 0) {
		if (o->injected >= before)
			abort();
		before = o->injected;
		t = extra_at(o, o->first_extra);
		if (entry_at(o, t->entry)->source == CTL_SRC_BGPCTL)
			(void)originate_flush(o, families_all(), flushed,
			    r->loop);
		else
			(void)originate_flush_program(o,
			    names_get(o->names, t->owner), UINT32_MAX, flushed,
			    r->loop);
		loop_run(r->loop);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct inject_replay *replay;
	struct rde r = { 0 };

	if (size == 0 || size > INJECT_FRAME_MAX)
		return 0;
	log_set_sink(quiet, NULL);
	init(&r);
	inject_log_file(r.log, file_of(data, size));
	replay = inject_replay_new(&r);
	while (inject_replay_run(replay, clock_now()))
		;
	inject_replay_free(replay);
	flush_all(&r);
	end(&r);
	return 0;
}
