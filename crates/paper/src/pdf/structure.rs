//! The structure of a paper in its file, for those to whom it is read aloud.

use pdf_writer::{
    Finish as _, Pdf, Ref,
    types::{ListNumbering, StructRole, TableHeaderScope},
};

use super::{Ids, number};
use crate::layout::{Laid, Role};

/// Which part of which page belongs to which element.
pub(super) struct Marks<'a> {
    laid: &'a Laid,
    /// By page, the elements in the order of their marks.
    pages: Vec<Vec<usize>>,
    /// By element, its marks: page and number.
    elements: Vec<Vec<(usize, i32)>>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(laid: &'a Laid) -> Self {
        let pages = vec![Vec::new(); laid.pages.len()];
        Self { laid, pages, elements: vec![Vec::new(); laid.tree.len()] }
    }

    /// The next mark on a page, for an element.
    pub(super) fn mark(&mut self, page: usize, element: usize) -> i32 {
        let Some(marked) = self.pages.get_mut(page) else { return 0 };
        let mark = number(marked.len());
        marked.push(element);
        if let Some(own) = self.elements.get_mut(element) {
            own.push((page, mark));
        }
        mark
    }

    /// Writes the tree and the way back from marks to it.
    pub(super) fn write(&self, pdf: &mut Pdf, root: Ref, pages: &[Ref], ids: &mut Ids) {
        let elements: Vec<Ref> = self.laid.tree.iter().map(|_| ids.next()).collect();
        let marked: Vec<Ref> = self.pages.iter().map(|_| ids.next()).collect();
        let mut children = vec![Vec::new(); elements.len()];
        for (element, id) in self.laid.tree.iter().zip(&elements).skip(1) {
            if let Some(own) = children.get_mut(element.parent) {
                own.push(*id);
            }
        }
        let mut out = pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        out.children().items(elements.first().copied());
        let mut back = out.parent_tree();
        let mut numbers = back.nums();
        for (at, id) in marked.iter().enumerate() {
            numbers.insert(number(at), *id);
        }
        numbers.finish();
        back.finish();
        out.parent_tree_next_key(number(marked.len()));
        out.finish();

        for ((at, element), id) in self.laid.tree.iter().enumerate().zip(&elements) {
            let parent = if at == 0 { Some(&root) } else { elements.get(element.parent) };
            let mut out = pdf.struct_element(*id);
            out.kind(role(element.role)).parent(*parent.unwrap_or(&root));
            let mut kids = out.children();
            for child in children.get(at).into_iter().flatten() {
                kids.struct_element(*child);
            }
            for (page, mark) in self.elements.get(at).into_iter().flatten() {
                let Some(page) = pages.get(*page) else { continue };
                kids.marked_content_ref().page(*page).marked_content_id(*mark);
            }
            kids.finish();
            if let Some(scope) = scope(element.role) {
                out.attributes().push().table().scope(scope);
            }
            if element.role == Role::List {
                out.attributes().push().list().list_numbering(ListNumbering::Decimal);
            }
        }
        for (page, id) in self.pages.iter().zip(&marked) {
            let all = page.iter().filter_map(|element| elements.get(*element).copied());
            pdf.indirect(*id).array().items(all);
        }
    }
}

/// What a part is called in a PDF.
pub(super) const fn role(role: Role) -> StructRole {
    match role {
        Role::Document => StructRole::Document,
        Role::Title => StructRole::H1,
        Role::Heading => StructRole::H2,
        Role::Paragraph => StructRole::P,
        Role::List => StructRole::L,
        Role::ListItem => StructRole::LI,
        Role::ItemLabel => StructRole::Lbl,
        Role::ItemBody => StructRole::LBody,
        Role::Table => StructRole::Table,
        Role::Row => StructRole::TR,
        Role::ColumnHead | Role::RowHead => StructRole::TH,
        Role::Cell => StructRole::TD,
    }
}

const fn scope(role: Role) -> Option<TableHeaderScope> {
    match role {
        Role::ColumnHead => Some(TableHeaderScope::Column),
        Role::RowHead => Some(TableHeaderScope::Row),
        Role::Document
        | Role::Title
        | Role::Heading
        | Role::Paragraph
        | Role::List
        | Role::ListItem
        | Role::ItemLabel
        | Role::ItemBody
        | Role::Table
        | Role::Row
        | Role::Cell => None,
    }
}
