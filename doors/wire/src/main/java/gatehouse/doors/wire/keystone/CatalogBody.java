package gatehouse.doors.wire.keystone;

import java.util.List;

/** The services of this installation. */
public record CatalogBody(List<ServiceBody> catalog, LinksBody links) {}
