/* SPDX-License-Identifier: ISC */
/* A shell and a program that talk to one route engine, line by line. */
#ifndef UNIT_RDE_COMMAND_TALK_H
#define UNIT_RDE_COMMAND_TALK_H

#include "rde/command_world.h"

static struct world world;
static struct asker shell, program;

static const struct pr_identity command_identity = { .pid = 77,
    .started = 1699999000,
    .uuid = "01234567-89ab-4cde-8f01-23456789abcd" };

static inline int
setup(void **state)
{
	const struct command_who who = { .source = CTL_SRC_BGPCTL,
	    .role = ROLE_ALL, .shape = 4, .client = 7, .owner = "root",
	    .daemon = &command_identity };
	const struct command_who prog = { .source = CTL_SRC_PROGRAM,
	    .role = ROLE_ALL, .shape = 4, .program = 3, .owner = "watch",
	    .daemon = &command_identity };
	const uint16_t ids[] = { 2, 3 };

	(void)state;
	command_world_init(&world);
	engine_peer(&world.rde, 2, "two");
	engine_peer(&world.rde, 3, "three");
	engine_peer(&world.rde, 4, "four");
	asker_init(&shell, &world.rde, &who);
	asker_init(&program, &world.rde, &prog);
	program.peers = idset_of(world.rde.idsets, ids, 2);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	asker_free(&shell);
	asker_free(&program);
	idset_unref(world.rde.idsets, program.peers);
	command_world_free(&world);
	return 0;
}

struct exchange {
	const char	*line;
	const char	*answer;
};

static inline void
converse(struct asker *a, const struct exchange *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		asker_expects(a, v[i].line, v[i].answer);
}

#define CONVERSE(a, v)	converse(a, v, sizeof(v) / sizeof((v)[0]))

/* Who is to get a prefix: bits by id. */
static inline unsigned
who_gets(const char *prefix)
{
	struct rib_out_item v[64];
	const struct peer *p;
	struct prefix pfx;
	unsigned ids = 0;
	size_t i, n;

	assert_int_equal(prefix_parse(prefix, &pfx, NULL), PREFIX_OK);
	for (p = peers_next(world.rde.peers, 0); p != NULL;
	    p = peers_next(world.rde.peers, p->id + 1U)) {
		n = update_out_show(world.rde.out,
		    peers_get(world.rde.peers, p->id), FAMILY_IPV4_UNICAST,
		    NULL, &pfx, v, 64);
		for (i = 0; i < n; i++)
			if (v[i].nlri.prefix.len == pfx.len)
				ids |= 1U << p->id;
	}
	return ids;
}

static inline void
up(unsigned id)
{
	struct peer *p = peers_get(world.rde.peers, id);
	struct negotiated neg = p->neg;

	sessions_up(&world.rde, p, 10 + id, &neg);
	fake_run_tasks();
}

#endif
