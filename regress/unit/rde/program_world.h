/* SPDX-License-Identifier: ISC */
/*
 * A route engine in fake time with a parent's end of its link, neighbours, and
 * programs that are pipes in the hands of the test.
 */
#ifndef UNIT_RDE_PROGRAM_WORLD_H
#define UNIT_RDE_PROGRAM_WORLD_H

#include <sys/socket.h>

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bsd/string.h>

#include "adj_rib_in.h"
#include "adj_rib_out.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/offence.h"
#include "fake/fake.h"
#include "feed.h"
#include "ipc/link_sync.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "program.h"
#include "program_io.h"
#include "rde.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

/* One program's run: its own ends of the pipes, and what it has read. */
struct script {
	uint32_t	id;
	uint32_t	run;
	int		out;
	int		in;
	int		near_out;
	int		near_in;
	char		*text;
	size_t		len;
};

enum { SCRIPT_TEXT = 4 * 1024 * 1024 };

struct pworld {
	struct rde		rde;
	struct link_sync	*boss;
};

static inline void
pworld_quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static inline void
pworld_ended(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static inline void
pworld_init(struct pworld *w)
{
	static const struct link_table nothing = { NULL, 0 };
	const struct pr_identity who = { .pid = 77, .ppid = 7, .host = "h" };
	struct rde *r = &w->rde;
	int fd[2];

	memset(w, 0, sizeof(*w));
	(void)signal(SIGPIPE, SIG_IGN);
	log_set_sink(pworld_quiet, NULL);
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
	r->offences = offences_new();
	r->programs = programs_new(r);
	r->feed = feed_new(r);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	r->parent = link_new(r->loop, fd[0], &nothing, pworld_ended, r, 0);
	w->boss = link_sync_new(fd[1]);
	assert_non_null(w->boss);
	programs_identity(r->programs, &who);
	update_out_loaded(r->out);
}

static inline void
pworld_free(struct pworld *w)
{
	struct rde *r = &w->rde;
	struct peer *p;

	while ((p = peers_next(r->peers, 0)) != NULL)
		sessions_peer_removed(r, p);
	fake_run_tasks();
	programs_free(r->programs);
	feed_free(r->feed);
	link_free(r->parent);
	link_sync_free(w->boss);
	offences_free(r->offences);
	update_out_free(r->out);
	originate_free(r->originate);
	adj_rib_out_free(r->rib_out);
	update_in_free(r->update_in);
	adj_rib_in_free(r->in);
	peers_free(r->peers);
	idset_store_free(r->idsets);
	nexthops_free(r->nexthops);
	attrs_store_free(r->attrs);
	assert_int_equal(fake_objects(), 0);
	loop_free(r->loop);
}

static inline struct peer *
pworld_peer(struct pworld *w, uint16_t id)
{
	struct conf_neighbor c = {
		.role = ROLE_UNSET,
		.id = id, .local_as = 64496, .peer_as = 64500,
		.remote_plen = 32, .group_updates = 1, .adj_rib_in = 1,
	};

	c.remote = addr_v4(0xc0000200U + id);
	c.local = addr_v4(0xc00002fe);
	return sessions_peer_added(&w->rde, &c);
}

static inline struct conf_process
pworld_process(const char *name)
{
	struct conf_process c = { .json = 1 };

	strlcpy(c.name, name, sizeof(c.name));
	return c;
}

/* words: names or expressions, divided by blanks. */
static inline struct conf_api
pworld_api(uint32_t neighbor, const char *words)
{
	struct conf_api a = { .neighbor = neighbor };
	size_t i;

	strlcpy(a.processes, words, sizeof(a.processes) - 1);
	for (i = 0; words[i] != '\0'; i++)
		if (words[i] == ' ')
			a.processes[i] = '\0';
	return a;
}

static inline void
pworld_configure(struct pworld *w, const struct conf_process *c, size_t nc,
    const struct conf_api *a, size_t na)
{
	struct programs *ps = w->rde.programs;
	size_t i;

	programs_config_begin(ps);
	for (i = 0; i < nc; i++)
		programs_config_process(ps, &c[i]);
	for (i = 0; i < na; i++)
		programs_config_api(ps, &a[i]);
	programs_config_end(ps);
}

static inline void
script_start(struct pworld *w, struct script *s, const char *name,
    uint32_t id, uint32_t run)
{
	struct pr_program what = { .flags = 0 };
	int out[2], in[2];

	memset(s, 0, sizeof(*s));
	s->id = id;
	s->run = run;
	s->text = malloc(SCRIPT_TEXT);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	s->near_out = out[0];
	s->out = out[1];
	s->in = in[0];
	s->near_in = in[1];
	assert_int_equal(fcntl(s->in, F_SETFL, O_NONBLOCK), 0);
	strlcpy(what.name, name, sizeof(what.name));
	programs_start(w->rde.programs, id, run, &what, in[1]);
	programs_output(w->rde.programs, id, run, out[0]);
	fake_run_tasks();
}

static inline void
script_end(struct script *s)
{
	if (s->out != -1)
		(void)close(s->out);
	if (s->in != -1)
		(void)close(s->in);
	free(s->text);
}

/* The pipes have their turn. */
static inline void
script_turn(struct script *s)
{
	(void)fake_io_fire_fd(s->near_out, LOOP_READ);
	(void)fake_io_fire_fd(s->near_in, LOOP_WRITE);
	fake_run_tasks();
}

static inline void
script_say(struct script *s, const char *text)
{
	size_t n = strlen(text);

	assert_int_equal(write(s->out, text, n), (ssize_t)n);
	script_turn(s);
}

/* Reads at most n octets behind what it has; how many came. */
static inline size_t
script_read(struct script *s, size_t n)
{
	ssize_t got;

	if (n > SCRIPT_TEXT - 1 - s->len)
		n = SCRIPT_TEXT - 1 - s->len;
	got = read(s->in, s->text + s->len, n);
	if (got > 0)
		s->len += (size_t)got;
	s->text[s->len] = '\0';
	return got > 0 ? (size_t)got : 0;
}

/* All that there is, read anew. */
static inline const char *
script_hear(struct script *s)
{
	s->len = 0;
	fake_run_tasks();
	while (script_read(s, SCRIPT_TEXT) > 0)
		script_turn(s);
	return s->text;
}

/* Type of the next message to the parent; 0: none. */
static inline uint16_t
pworld_told(struct pworld *w, struct link_msg *m)
{
	link_flush(w->rde.parent);
	return link_sync_recv(w->boss, m, 20) == 1 ? m->type : 0;
}

#endif
