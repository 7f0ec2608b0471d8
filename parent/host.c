/* SPDX-License-Identifier: ISC */
/*
 * Facts of the host, for -n.
 */
#include <sys/socket.h>

#include <ifaddrs.h>
#include <limits.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "program_file.h"
#include "program_user.h"
#include "users.h"

struct check {
	void		(*tell)(void *arg, const char *text);
	void		*arg;
	unsigned	 n;
	struct ifaddrs	*own;
};

static void __attribute__((format(printf, 2, 3)))
miss(struct check *k, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	k->n++;
	k->tell(k->arg, text);
}

static bool
is_own(const struct check *k, const struct addr *a)
{
	const struct ifaddrs *i;
	struct addr b;
	uint16_t port;

	if (a->af == ADDR_NONE || addr_is_unspecified(a))
		return true;
	if (a->af == ADDR_V4 && addr_is_loopback(a))
		return true;	/* all of 127/8 is */
	for (i = k->own; i != NULL; i = i->ifa_next)
		if (i->ifa_addr != NULL && addr_from_sockaddr(i->ifa_addr, &b,
		    &port) == 0 && addr_eq(a, &b))
			return true;
	return false;
}

static void
check_address(struct check *k, const char *who, const struct addr *a)
{
	char text[ADDR_TEXT];

	if (!is_own(k, a))
		miss(k, "%s: no interface has the address %s", who,
		    addr_print(a, text, sizeof(text)));
}

static void
check_interface(struct check *k, const char *who, const char *name)
{
	if (name[0] != '\0' && if_nametoindex(name) == 0)
		miss(k, "%s: there is no interface %s", who, name);
}

static void
check_user(struct check *k, const char *who, const char *name)
{
	struct user_ids ids;
	char why[160];

	if (name[0] != '\0' &&
	    users_lookup(name, &ids, why, sizeof(why)) == -1)
		miss(k, "%s: %s", who, why);
}

static void
check_neighbors(struct check *k, const struct config *c)
{
	const struct conf_neighbor *n;
	char a[ADDR_TEXT], who[ADDR_TEXT + 16];
	bool ao = key_kernel_has_ao();
	size_t i;

	for (i = 0; i < c->nneighbors; i++) {
		n = &c->neighbors[i];
		(void)snprintf(who, sizeof(who), "neighbor %s",
		    addr_print(&n->remote, a, sizeof(a)));
		check_address(k, who, &n->local);
		check_address(k, who, &n->md5_ip);
		check_interface(k, who, n->interface);
		if (n->key_kind == CONF_KEY_AO && !ao)
			miss(k, "%s: this kernel has no TCP-AO", who);
	}
}

static void
check_processes(struct check *k, const struct config *c, const char *file)
{
	/* The user of programs is looked at by itself. */
	const struct user_ids someone = users_parser();
	const struct conf_process *p;
	struct program_user u;
	char path[PATH_MAX], who[CONF_NAME_MAX + 16], why[256];
	size_t i;

	for (i = 0; i < c->nprocesses; i++) {
		p = &c->processes[i];
		(void)snprintf(who, sizeof(who), "process %s", p->name);
		if (program_file(p->run, file, getenv, path, why,
		    sizeof(why)) == -1)
			miss(k, "%s: %s", who, why);
		if (program_user(p, &someone, &u, why, sizeof(why)) == -1)
			miss(k, "%s: %s", who, why);
	}
}

unsigned
host_check(const struct config *c, const char *file,
    void (*tell)(void *arg, const char *text), void *arg)
{
	struct check k = { .tell = tell, .arg = arg };
	size_t i;

	if (getifaddrs(&k.own) == -1)
		k.own = NULL;
	check_user(&k, "user session", c->global.user_session);
	check_user(&k, "user rde", c->global.user_rde);
	check_user(&k, "user programs", c->global.user_programs);
	for (i = 0; i < c->nlistens; i++) {
		check_address(&k, "listen", &c->listens[i].addr);
		check_interface(&k, "listen", c->listens[i].interface);
	}
	check_neighbors(&k, c);
	check_processes(&k, c, file);
	freeifaddrs(k.own);
	return k.n;
}
