/* SPDX-License-Identifier: ISC */
/*
 * What is there is asked of the kernel each time: others change addresses too.
 * Changes go by rtnetlink, or one after the other by "sudo ip address", with
 * the words that sudoers files of ExaBGP's users allow.
 */
#include <net/if.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "addresses.h"
#include "base/log.h"

enum { SUDO_TIMEOUT = 5000, LABEL_TEXT = 2 * IF_NAMESIZE };

struct host {
	struct prefix	 ip;
	const char	*ifname;
	uint32_t	 ifindex;	/* as of the latest look */
	bool		 added;		/* by us, in this run */
	bool		 there;
	bool		 ours;
};

struct addresses {
	struct children		*children;
	const struct options	*o;
	struct host		*hosts;		/* sorted by ip */
	size_t			 n;
	int			 fd;

	bool			 adding;	/* else removing */
	size_t			 next;		/* to be looked at */
	struct child		*sudo;
	unsigned		 failed;
	char			 first[512];	/* failure of this change */
	bool			 complained;	/* of the change before */
	void			(*done)(void *arg);
	void			*arg;
};

/* The part behind "lo:" of an address's label, or NULL. */
static const char *
label_of(const struct rtnl_addr *a, const char *ifname)
{
	size_t n = strlen(ifname);

	return strncmp(a->label, ifname, n) == 0 && a->label[n] == ':' ?
	    a->label + n + 1 : NULL;
}

static bool
has_label(const struct options *o, const struct rtnl_addr *a,
    const char *ifname, bool exact)
{
	const char *label = label_of(a, ifname);

	if (o->label == NULL || label == NULL)
		return false;
	return exact ? strcmp(label, o->label) == 0 :
	    strncmp(label, o->label, strlen(o->label)) == 0;
}

static struct prefix
prefix_of(const struct rtnl_addr *a)
{
	struct prefix p = { .af = a->addr.af, .len = a->len };

	memcpy(p.b, a->addr.b, sizeof(p.b));
	return p;
}

/* --- without --ip ------------------------------------------------------- */

struct look {
	const struct options	*o;
	struct routes		*found;
	uint32_t		 lo;
	bool			 more;	/* than may be announced */
};

static void
look_at(void *arg, const struct rtnl_addr *a)
{
	struct look *l = arg;
	struct prefix p = prefix_of(a), masked = p;
	size_t i;

	if (a->ifindex != l->lo || a->addr.af == ADDR_NONE ||
	    addr_is_loopback(&a->addr) ||
	    (l->o->label != NULL && !has_label(l->o, a, "lo",
	    l->o->label_exact)))
		return;
	prefix_mask(&masked);
	if (prefix_cmp(&p, &masked) != 0)
		return;			/* a host in a net, not a prefix */
	for (i = 0; i < l->found->n; i++)
		if (prefix_cmp(&l->found->ip[i], &p) == 0)
			return;
	if (l->found->n == OPTIONS_LIST_MAX) {
		l->more = true;
		return;
	}
	l->found->ip = xreallocarray(l->found->ip, l->found->n + 1,
	    sizeof(p));
	l->found->ip[l->found->n++] = p;
}

int
addresses_of_lo(const struct options *o, struct routes *found, char *why,
    size_t size)
{
	struct look l = { o, found, if_nametoindex("lo"), false };
	int fd = -1, rc = -1;

	*found = (struct routes){ NULL, 0 };
	if (l.lo != 0 && (fd = rtnl_open()) != -1)
		rc = rtnl_dump(fd, look_at, &l);
	if (rc == -1)
		(void)snprintf(why, size, "rtnetlink: %s", strerror(errno));
	if (fd != -1)
		(void)close(fd);
	if (l.more) {
		(void)snprintf(why, size, "lo has more than %d addresses: "
		    "choose by --label or --ip", OPTIONS_LIST_MAX);
		rc = -1;
	}
	return rc;
}

/* --- those of this service ---------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const struct host *x = a, *y = b;

	return prefix_cmp(&x->ip, &y->ip);
}

/* The interface of the --ip that an address is of. */
static const char *
ifname_of(const struct options *o, const struct prefix *ip)
{
	size_t i;

	for (i = 0; i < o->nbind; i++)
		if (prefix_cmp(&o->bind[i].ip, ip) == 0)
			return o->bind[i].ifname;
	return "lo";
}

static int
add_hosts(struct addresses *a, const struct prefix *ip)
{
	const char *ifname = ifname_of(a->o, ip);
	struct routes hosts;
	size_t i;

	if (routes_hosts(ip, 1, &hosts) == -1)
		return -1;
	if (a->n + hosts.n > ROUTES_HOSTS_MAX) {
		routes_free(&hosts);
		return -1;
	}
	a->hosts = xreallocarray(a->hosts, a->n + hosts.n, sizeof(*a->hosts));
	for (i = 0; i < hosts.n; i++)
		a->hosts[a->n++] = (struct host){ .ip = hosts.ip[i],
		    .ifname = ifname };
	routes_free(&hosts);
	return 0;
}

struct addresses *
addresses_new(struct children *c, const struct options *o,
    const struct prefix *ip, size_t n, char *why, size_t size)
{
	struct addresses *a = xcalloc(1, sizeof(*a));
	size_t i;

	a->children = c;
	a->o = o;
	a->fd = -1;
	for (i = 0; i < n; i++)
		if (add_hosts(a, &ip[i]) == -1) {
			(void)snprintf(why, size, "more than %d addresses to "
			    "set up: --no-ip-setup announces them only",
			    ROUTES_HOSTS_MAX);
			addresses_free(a);
			return NULL;
		}
	qsort(a->hosts, a->n, sizeof(*a->hosts), compare);
	a->fd = rtnl_open();
	if (a->fd == -1) {
		(void)snprintf(why, size, "rtnetlink: %s", strerror(errno));
		addresses_free(a);
		return NULL;
	}
	return a;
}

void
addresses_stop(struct addresses *a)
{
	child_kill(a->sudo);
	a->sudo = NULL;
}

void
addresses_free(struct addresses *a)
{
	if (a == NULL)
		return;
	addresses_stop(a);
	if (a->fd != -1)
		(void)close(a->fd);
	free(a->hosts);
	free(a);
}

static void
mark(void *arg, const struct rtnl_addr *found)
{
	struct addresses *a = arg;
	const struct host key = { .ip = prefix_of(found) };
	struct host *h;

	if (a->n == 0 || found->len != addr_bits(found->addr.af))
		return;
	h = bsearch(&key, a->hosts, a->n, sizeof(key), compare);
	if (h == NULL)
		return;
	/* The same address twice, by two options: they stand together. */
	while (h > a->hosts && compare(h - 1, &key) == 0)
		h--;
	for (; h < a->hosts + a->n && compare(h, &key) == 0; h++) {
		if (found->ifindex != h->ifindex)
			continue;
		h->there = true;
		h->ours = h->added || a->o->dynamic ||
		    found->proto == ADDRESSES_PROTO ||
		    has_label(a->o, found, h->ifname, true);
	}
}

static int
look(struct addresses *a)
{
	const char *last = NULL;
	uint32_t ifindex = 0;
	size_t i;

	for (i = 0; i < a->n; i++) {
		if (a->hosts[i].ifname != last) {
			last = a->hosts[i].ifname;
			ifindex = if_nametoindex(last);
		}
		a->hosts[i].ifindex = ifindex;
		a->hosts[i].there = false;
		a->hosts[i].ours = false;
	}
	return rtnl_dump(a->fd, mark, a);
}

static void
note_failure(struct addresses *a, const struct host *h, const char *why)
{
	char text[PREFIX_TEXT];

	if (a->failed++ == 0)
		(void)snprintf(a->first, sizeof(a->first),
		    "cannot %s %s %s %s: %s", a->adding ? "add" : "remove",
		    prefix_print(&h->ip, text, sizeof(text)),
		    a->adding ? "to" : "from", h->ifname, why);
}

static void
label(const struct addresses *a, const struct host *h, char *buf, size_t size)
{
	(void)snprintf(buf, size, "%s:%s", h->ifname, a->o->label);
}

/* A change that another made in the meantime is as good as ours. */
static void
change_by_kernel(struct addresses *a, struct host *h)
{
	struct rtnl_addr r = { .ifindex = h->ifindex,
	    .addr = addr_of(h->ip.af, h->ip.b), .len = h->ip.len };
	char text[LABEL_TEXT];

	if (a->adding) {
		r.proto = ADDRESSES_PROTO;
		if (a->o->label != NULL && h->ip.af == ADDR_V4) {
			label(a, h, text, sizeof(text));
			strlcpy(r.label, text, sizeof(r.label));
		}
	}
	if (h->ifindex == 0)
		note_failure(a, h, "no such interface");
	else if (rtnl_change(a->fd, a->adding, &r) == 0)
		h->added = a->adding;
	else if (errno != (a->adding ? EEXIST : EADDRNOTAVAIL))
		note_failure(a, h, errno != EPERM ? strerror(errno) :
		    "Operation not permitted (not root, no CAP_NET_ADMIN; "
		    "see --sudo and --no-ip-setup)");
}

static void work(struct addresses *a);

static void
on_sudo(void *arg, const struct child_result *r)
{
	struct addresses *a = arg;
	struct host *h = &a->hosts[a->next];
	char why[CHILD_OUTPUT_MAX];

	a->sudo = NULL;
	if (child_succeeded(r))
		h->added = a->adding;
	else
		note_failure(a, h, child_explain(r, SUDO_TIMEOUT, why,
		    sizeof(why)));
	a->next++;
	work(a);
}

static void
change_by_sudo(struct addresses *a, const struct host *h)
{
	char ip[PREFIX_TEXT], text[LABEL_TEXT];
	const char *argv[] = { "sudo", "-n", "ip", "address",
	    a->adding ? "add" : "delete", ip, "dev", h->ifname, NULL, NULL,
	    NULL };
	const struct child_spec spec = { .argv = argv, .listen = true,
	    .timeout = SUDO_TIMEOUT };

	prefix_print(&h->ip, ip, sizeof(ip));
	if (a->o->label != NULL) {
		label(a, h, text, sizeof(text));
		argv[8] = "label";
		argv[9] = text;
	}
	a->sudo = child_start(a->children, &spec, on_sudo, a);
}

static void
finish(struct addresses *a)
{
	if (a->failed > 0 && !a->complained)
		log_warn("%s%s", a->first, a->failed == 1 ? "" :
		    "; others failed too");
	a->complained = a->failed > 0;
	a->done(a->arg);
}

static void
work(struct addresses *a)
{
	struct host *h;

	for (; a->next < a->n; a->next++) {
		h = &a->hosts[a->next];
		if (a->adding ? h->there : !h->there || !h->ours)
			continue;
		log_debug("%s %s", a->adding ? "adding an address to" :
		    "removing an address from", h->ifname);
		if (a->o->sudo) {
			change_by_sudo(a, h);
			return;
		}
		change_by_kernel(a, h);
	}
	finish(a);
}

static void
begin(struct addresses *a, bool adding, void (*done)(void *arg), void *arg)
{
	addresses_stop(a);
	a->done = done;
	a->arg = arg;
	a->adding = adding;
	a->failed = 0;
	a->next = 0;
	if (look(a) == -1) {
		a->next = a->n;
		a->failed = 1;
		(void)snprintf(a->first, sizeof(a->first),
		    "cannot ask for addresses: %s", strerror(errno));
	}
	work(a);
}

void
addresses_add(struct addresses *a, void (*done)(void *arg), void *arg)
{
	begin(a, true, done, arg);
}

void
addresses_remove(struct addresses *a, void (*done)(void *arg), void *arg)
{
	begin(a, false, done, arg);
}
