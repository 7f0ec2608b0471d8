/* SPDX-License-Identifier: ISC */
/*
 * Control clients: what each may do, the one request it is being answered,
 * and the bulk it is in the middle of.  A client is not read while an answer
 * is under way, nor while it does not take what waits for it.
 */
#ifndef RDE_CLIENTS_H
#define RDE_CLIENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ipc/control.h"
#include "ipc/link.h"
#include "ipc/parent_engine.h"
#include "rde.h"

struct client;

struct clients *clients_new(struct rde *rde);
void	clients_free(struct clients *cs);

/* NULL when there are too many.  The client begins with clients_attach. */
struct client *clients_add(struct clients *cs, const struct pe_client *who);
void	clients_attach(struct client *c, struct link *k);
/* Closes and frees; also from inside a handler of the client's link. */
void	clients_remove(struct client *c);
/* rde->configured is true: those who came before may speak. */
void	clients_configured(struct clients *cs);
void	clients_revoke(struct clients *cs, uint32_t id);

/* Requests.  Each is answered, in the end, by one CTL_END. */
void	clients_show_counters(struct client *c, uint32_t req);
void	clients_show_memory(struct client *c, uint32_t req);
void	clients_show_rib(struct client *c, uint32_t req,
	    const struct ctl_rib_filter *f);
void	clients_show_malformed(struct client *c, uint32_t req,
	    const struct ctl_selector *who);
void	clients_network(struct client *c, uint32_t req, uint8_t op,
	    const char *text, size_t len);
void	clients_network_bulk(struct client *c, uint32_t req, uint8_t op,
	    const char *text, size_t len);
void	clients_bulk_end(struct client *c, uint32_t req);
void	clients_network_show(struct client *c, uint32_t req,
	    const struct ctl_rib_filter *f);
/* flow: flow specification rules alone. */
void	clients_network_flush(struct client *c, uint32_t req, bool flow);
/* A line of the API; json: what it shows is JSON. */
void	clients_api(struct client *c, uint32_t req, bool json,
	    const char *text, size_t len);

#endif
