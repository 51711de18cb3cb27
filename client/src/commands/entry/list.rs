use kecuali_domain::article17::Article17;

use crate::{
    catalogue::{input, screen},
    cli::{Context, read_status},
    error::{Exit, OfficeError},
    office::{
        Office,
        register::{Facet, Facets, Query, RegisterPage, Sort},
    },
    ui::table,
};

/// Which entries, in which order.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// With these words in the name, the columns or the handle; one slip a word is forgiven
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Only entries with this status
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only entries of this office
    #[arg(long, value_name = "CODE")]
    office: Option<String>,
    /// Only entries on this ground of Pasal 17, for example `17.h` or `17.h.2`
    #[arg(long, value_name = "GROUND")]
    basis: Option<String>,
    /// Only entries with this document type
    #[arg(long, value_name = "TYPE")]
    document_type: Option<String>,
    /// Only entries under this determination, or one item of it: `731/2025` or `731/2025/3`
    #[arg(long, value_name = "NUMBER")]
    determination: Option<String>,
    /// Only entries of this year: of the determination, else of the number in the register
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,
    /// Only entries with fields that are in conflict
    #[arg(long)]
    conflicts: bool,
    /// In this order
    #[arg(long, value_name = "ORDER", default_value = "entry")]
    sort: Sort,
    /// The other way round
    #[arg(long)]
    descending: bool,
    /// No more than so many
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
    /// Without so many at the beginning
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    offset: usize,
    /// Count what each filter would leave, and list nothing
    #[arg(long)]
    facets: bool,
}

impl List {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let query = self.query(&office)?;
        let page = office.register(&query)?;
        if self.facets {
            context.ui.show(&page.facets, facets_text);
            return Ok(Exit::Success);
        }
        context.ui.show(&page.rows, |rows| {
            let rows: Vec<_> = rows.iter().map(|row| super::row(&row.summary)).collect();
            context.ui.list(&rows)
        });
        let RegisterPage { rows, total, .. } = &page;
        if rows.len() < *total {
            context.ui.remark(&screen::part_of(rows.len(), *total));
        }
        Ok(Exit::Success)
    }

    fn query(&self, office: &Office) -> Result<Query, OfficeError> {
        let ground = |text: &str| {
            text.parse::<Article17>().map_err(|_| OfficeError::Input(input::not_a_ground(text)))
        };
        Ok(Query {
            text: self.search.clone(),
            office: self.office.as_deref().map(|code| office.office_by_code(code)).transpose()?,
            status: self.status.as_deref().map(read_status).transpose()?,
            document_type: self.document_type.clone(),
            basis: self.basis.as_deref().map(ground).transpose()?,
            determination: self.determination.clone(),
            year: self.year,
            conflict: self.conflicts.then_some(true),
            sort: self.sort,
            descending: self.descending,
            offset: self.offset,
            limit: self.limit,
        })
    }
}

fn facets_text(facets: &Facets) -> String {
    let named = [
        ("--status", &facets.status),
        ("--office", &facets.office),
        ("--document-type", &facets.document_type),
        ("--basis", &facets.basis),
        ("--determination", &facets.determination),
        ("--year", &facets.year),
    ];
    let row = |flag: &str, facet: &Facet| {
        vec![
            flag.to_owned(),
            facet.value.clone(),
            facet.count.to_string(),
            if facet.label == facet.value { String::new() } else { facet.label.clone() },
        ]
    };
    let of = |(flag, all): (&str, &Vec<Facet>)| -> Vec<_> {
        all.iter().map(|facet| row(flag, facet)).collect()
    };
    let mut rows: Vec<Vec<String>> = named.into_iter().flat_map(of).collect();
    rows.push(vec!["--conflicts".to_owned(), String::new(), facets.conflict.to_string()]);
    table(&rows)
}
