/* SPDX-License-Identifier: ISC */
/*
 * Roles of control clients.  Names become numbers when a configuration comes
 * into force, so no client waits for a directory service; a client's groups
 * are the ones of its process (SO_PEERGROUPS), not the ones a file gives its
 * user.
 */
#include <sys/socket.h>

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/stdlib.h>

#include "base/log.h"
#include "roles.h"

struct rule {
	enum role	role;
	bool		is_group;
	uint32_t	id;
};

struct roles {
	gid_t		 group;
	size_t		 n;
	struct rule	 v[];
};

/* A name, or a number. */
static bool
find_id(const char *name, bool is_group, uint32_t *id)
{
	const struct passwd *pw;
	const struct group *gr;
	const char *bad;
	long long v;

	if (is_group) {
		if ((gr = getgrnam(name)) != NULL) {
			*id = gr->gr_gid;
			return true;
		}
	} else if ((pw = getpwnam(name)) != NULL) {
		*id = pw->pw_uid;
		return true;
	}
	v = strtonum(name, 0, 0xfffffffe, &bad);
	if (bad != NULL)
		return false;
	*id = (uint32_t)v;
	return true;
}

struct roles *
roles_new(const struct config *c, void (*warn)(const char *fmt, ...))
{
	struct roles *r;
	uint32_t id;
	size_t i;

	r = xcalloc(1, sizeof(*r) + c->nrules * sizeof(r->v[0]));
	r->group = (gid_t)-1;
	if (c->global.socket_group[0] != '\0') {
		if (find_id(c->global.socket_group, true, &id))
			r->group = (gid_t)id;
		else
			warn("control: there is no group %s",
			    c->global.socket_group);
	}
	for (i = 0; i < c->nrules; i++) {
		const struct conf_control_rule *cr = &c->rules[i];

		if (cr->role > ROLE_ALL)
			continue;
		if (!find_id(cr->name, cr->is_group, &id)) {
			warn("control: there is no %s %s",
			    cr->is_group ? "group" : "user", cr->name);
			continue;
		}
		r->v[r->n++] = (struct rule){ (enum role)cr->role,
		    cr->is_group, id };
	}
	return r;
}

void
roles_free(struct roles *r)
{
	free(r);
}

static bool
in_group(const struct creds *c, gid_t gid)
{
	size_t i;

	if (c->gid == gid)
		return true;
	for (i = 0; i < c->ngroups; i++)
		if (c->groups[i] == gid)
			return true;
	return false;
}

enum role
roles_of(const struct roles *r, const struct creds *c)
{
	enum role best = ROLE_NONE;
	size_t i;

	if (c->uid == 0)
		return ROLE_ALL;
	if (r->group != (gid_t)-1 && in_group(c, r->group))
		best = ROLE_READ;
	for (i = 0; i < r->n; i++) {
		const struct rule *rule = &r->v[i];

		if (rule->role > best && (rule->is_group ?
		    in_group(c, rule->id) : c->uid == rule->id))
			best = rule->role;
	}
	return best;
}

bool
roles_open(const struct roles *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (!r->v[i].is_group || r->v[i].id != r->group)
			return true;
	return false;
}

gid_t
roles_group(const struct roles *r)
{
	return r->group;
}

int
roles_creds(int fd, struct creds *c)
{
	struct ucred cred;
	socklen_t len = sizeof(cred);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) == -1)
		return -1;
	c->uid = cred.uid;
	c->gid = cred.gid;
	c->pid = cred.pid;
	len = sizeof(c->groups);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, c->groups, &len) == -1) {
		if (errno != ERANGE)
			return -1;
		/* more than we look at: its first group counts */
		len = 0;
	}
	c->ngroups = len / sizeof(c->groups[0]);
	return 0;
}

void
roles_principal(const struct creds *c, char *buf, size_t size)
{
	const struct passwd *pw = getpwuid(c->uid);

	if (pw != NULL)
		(void)snprintf(buf, size, "%s", pw->pw_name);
	else
		(void)snprintf(buf, size, "uid %u", (unsigned)c->uid);
}
